/// Models as blocks of columns.
enum ModelIndex {}
