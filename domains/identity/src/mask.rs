//! Masking (脱敏): what of a person may stand in a list, an export, or on somebody else's page.

/// What stands for hidden characters.
const STAR: char = '*';

/// A name: the first and the last character stay. `王小满` → `王*满`, `李禾` → `李*`, `Anna Li` → `A*****i`.
pub fn name(name: &str) -> String {
    let letters: Vec<char> = name.trim().chars().collect();
    match letters.as_slice() {
        [] => String::new(),
        [_] => STAR.to_string(),
        [first, _] => [*first, STAR].iter().collect(),
        [first, middle @ .., last] => {
            std::iter::once(*first).chain(middle.iter().map(|_| STAR)).chain(std::iter::once(*last)).collect()
        }
    }
}

/// 身份证号: the four digits of province and city and the last four characters stay, never the birthday.
/// `310104200003031230` → `3101**********1230`.
pub fn id_number(number: &str) -> String {
    keep(number, 4, 4)
}

/// A mobile number: `13812341234` → `138****1234`.
pub fn phone(number: &str) -> String {
    keep(number, 3, 4)
}

/// An e-mail address: the first character of the local part and the domain stay. `wang@ex.cn` → `w***@ex.cn`.
pub fn email(address: &str) -> String {
    match address.split_once('@') {
        Some((local, domain)) => format!("{}@{domain}", keep(local, 1, 0)),
        None => keep(address, 1, 0),
    }
}

/// Hides all but the first `head` and last `tail` characters; what is too short to hide anything is hidden whole.
fn keep(text: &str, head: usize, tail: usize) -> String {
    let letters: Vec<char> = text.trim().chars().collect();
    let hidden = if letters.len() > head + tail { head..letters.len() - tail } else { 0..letters.len() };
    letters.iter().enumerate().map(|(place, letter)| if hidden.contains(&place) { STAR } else { *letter }).collect()
}

#[cfg(test)]
mod tests;
