/// Postings of words.
enum TextIndex {}
