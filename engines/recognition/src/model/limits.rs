//! The limit of everything, each beside its reason.

use units::Credit;

/// The longest text that is read, in bytes: a college's whole rule book stays below a tenth of it.
pub const FILE_BYTES_MAX: usize = 1024 * 1024;
/// The most conditions inside one another: nobody can read a sentence nested deeper, and no stack grows with the input.
pub const NESTING_MAX: usize = 16;
/// The most patterns of one rule.
pub const PATTERNS_MAX: usize = 64;
/// The most codes of one list or table: the courses of a whole university.
pub const CODES_MAX: usize = 10_000;
/// The longest name, code or title, in characters.
pub const NAME_CHARS_MAX: usize = 200;
/// The most rules of one file.
pub const RULES_MAX: usize = 10_000;
/// The most rules in one book: the plan of four provinces is fifty thousand.
pub const BOOK_RULES_MAX: usize = 100_0000;
/// The most entries of a rule's short lists: caps, minimums, exceptions, targets.
pub const ENTRIES_MAX: usize = 200;
/// The most courses of a programme.
pub const COURSES_MAX: usize = 2_000;
/// The most programmes of one file.
pub const PROGRAMMES_MAX: usize = 1_000;
/// The most outcomes of one account that are weighed at once: a life of study holds some hundreds, a million is no learner.
pub const OUTCOMES_MAX: usize = 5_000;
/// The most credit of one outcome, course or cap on one course: a whole degree, and sums of all of them stay far from overflow.
pub const CREDIT_MAX: Credit = Credit::from_hundredths(100_000);
/// The most months an outcome may be asked to be young: a century.
pub const MONTHS_MAX: u32 = 1_200;
/// The most concrete uses of one rule that are weighed; beyond it the answer says that it is not proved.
pub const USES_A_RULE_MAX: usize = 1_000;
/// The most concrete uses that are weighed for one learner and programme; beyond it the answer says that it is not proved.
pub const USES_MAX: usize = 4_000;
/// The category that is never recognised, whatever a rule says (国家开放大学: 综合实践 never exempt).
pub const NEVER: &str = "综合实践";
