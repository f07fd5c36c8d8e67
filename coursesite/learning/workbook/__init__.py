"""The workbook of a course: what its lessons ask somebody to think about, to write and to try, to be printed."""
