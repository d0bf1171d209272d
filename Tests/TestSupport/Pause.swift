import Glibc

/// Lets time pass between two looks, or before an action at a random moment.
package enum Pause {
    package static func milliseconds(_ count: UInt32) { usleep(count * 1_000) }
}
