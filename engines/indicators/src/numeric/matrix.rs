//! A matrix by columns: what a stage reads and writes.

/// `rows` × `columns` figures, column after column; NaN is missing.
#[derive(Clone, Debug, PartialEq)]
pub struct Matrix {
    rows: usize,
    columns: usize,
    values: Vec<f64>,
}

impl Matrix {
    /// A matrix of one value everywhere.
    pub fn filled(rows: usize, columns: usize, value: f64) -> Matrix {
        Matrix { rows, columns, values: vec![value; rows * columns] }
    }

    /// A matrix of values given column after column; `None` where their number is not `rows × columns`.
    pub fn from_columns(rows: usize, columns: usize, values: Vec<f64>) -> Option<Matrix> {
        (values.len() == rows * columns).then_some(Matrix { rows, columns, values })
    }

    /// Number of rows.
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// Number of columns.
    pub fn columns(&self) -> usize {
        self.columns
    }

    /// All values, column after column.
    pub fn values(&self) -> &[f64] {
        &self.values
    }

    /// All values, to be written.
    pub fn values_mut(&mut self) -> &mut [f64] {
        &mut self.values
    }

    /// One column.
    pub fn column(&self, column: usize) -> &[f64] {
        &self.values[column * self.rows..(column + 1) * self.rows]
    }

    /// One column, to be written.
    pub fn column_mut(&mut self, column: usize) -> &mut [f64] {
        &mut self.values[column * self.rows..(column + 1) * self.rows]
    }

    /// One value.
    pub fn at(&self, row: usize, column: usize) -> f64 {
        self.values[column * self.rows + row]
    }

    /// Writes one value.
    pub fn set(&mut self, row: usize, column: usize, value: f64) {
        self.values[column * self.rows + row] = value;
    }

    /// The same columns with only some rows, in the order given.
    pub fn take_rows(&self, rows: &[usize]) -> Matrix {
        let mut values = Vec::with_capacity(rows.len() * self.columns);
        for column in 0..self.columns {
            let from = self.column(column);
            values.extend(rows.iter().map(|&row| from[row]));
        }
        Matrix { rows: rows.len(), columns: self.columns, values }
    }

    /// The same rows with only some columns, in the order given.
    pub fn take_columns(&self, columns: &[usize]) -> Matrix {
        let mut values = Vec::with_capacity(columns.len() * self.rows);
        for &column in columns {
            values.extend_from_slice(self.column(column));
        }
        Matrix { rows: self.rows, columns: columns.len(), values }
    }

    /// The first columns, up to and without `columns`, writable, beside the rest to be read and written.
    pub fn split_at_column(&mut self, columns: usize) -> (&mut [f64], &mut [f64]) {
        self.values.split_at_mut(columns * self.rows)
    }

    /// Whether a column has no missing value.
    pub fn complete(&self, column: usize) -> bool {
        self.column(column).iter().all(|value| !value.is_nan())
    }
}
