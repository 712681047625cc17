//! The two check characters: ISO 7064 MOD 11-2 (resident ids) and the MOD 31 of GB 32100-2015.

/// The check character of GB 11643 for seventeen leading digits: ISO 7064 MOD 11-2, `X` standing for ten.
///
/// `digits` are ASCII; the weight of a place is 2 to the power of its distance from the check character.
pub(crate) fn mod_11_2(digits: &[u8]) -> u8 {
    let rest = digits.iter().fold(0u32, |rest, digit| (rest + u32::from(digit.wrapping_sub(b'0'))) * 2 % 11);
    match (12 - rest) % 11 {
        10 => b'X',
        digit => b'0' + digit as u8,
    }
}

/// The characters of a 统一社会信用代码 in the order of their values: digits and letters without I, O, S, V, Z.
pub(crate) const USCC_ALPHABET: &[u8; 31] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";

/// The value of a character in [`USCC_ALPHABET`].
pub(crate) fn uscc_value(character: u8) -> Option<u32> {
    USCC_ALPHABET.iter().position(|known| *known == character).map(|place| place as u32)
}

/// The check character of GB 32100-2015 over characters already found in the alphabet: weight 3^i mod 31.
pub(crate) fn mod_31(characters: &[u8]) -> u8 {
    let mut weight = 1;
    let mut sum = 0;
    for character in characters {
        sum += uscc_value(*character).unwrap_or_default() * weight;
        weight = weight * 3 % 31;
    }
    let value = (31 - sum % 31) % 31;
    USCC_ALPHABET[value as usize]
}
