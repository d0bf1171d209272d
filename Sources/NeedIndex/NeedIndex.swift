/// Needs as columns of facts.
enum NeedIndex {}
