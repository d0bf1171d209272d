/// Standing searches.
enum WatchIndex {}
