// Grade files in template A, in the layout of September 2025.

/** The columns in order. */
export const COLUMNS = [
  '姓名', '身份证号', '专业名称', '课程名称', '教育层次代码', '教育类别代码', '学分', '学时', '成绩', '获得时间',
  '届别', '毕业结业肄业', '毕业季', '备注', '学号',
];

/** An identity number that is valid (GB 11643) and belongs to nobody. */
export function idNumber(region, born, serial) {
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  const body = `${region}${born}${String(serial).padStart(3, '0')}`;
  const sum = [...body].reduce((total, digit, place) => total + Number(digit) * weights[place], 0);
  return body + '10X98765432'[sum % 11];
}

/** One passed grade; `change` replaces cells by their column's name. */
export function grade(name, id, course, credit, score, change = {}) {
  const cells = {
    姓名: name, 身份证号: id, 专业名称: '计算机科学与技术', 课程名称: course, 教育层次代码: '85', 教育类别代码: '321',
    学分: credit, 学时: '48', 成绩: score, 获得时间: '202506', 届别: '2025', 毕业结业肄业: '1261', 毕业季: '1321',
    备注: '', 学号: `S${id.slice(6, 17)}`, ...change,
  };
  return COLUMNS.map((column) => cells[column]);
}

/** A CSV file as Excel saves it, for setInputFiles. */
export function csvFile(name, rows) {
  const quote = (cell) => (/[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
  const text = [COLUMNS, ...rows].map((row) => row.map(quote).join(',')).join('\r\n');
  return { name: `${name}.csv`, mimeType: 'text/csv', buffer: Buffer.from(`\ufeff${text}\r\n`, 'utf8') };
}
