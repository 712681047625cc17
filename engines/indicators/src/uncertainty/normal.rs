//! The quantile of the standard normal distribution.

/// The value below which a share `p` of the standard normal distribution lies, for 0 < p < 1; infinite at the ends and
/// NaN outside. Rational approximations of M. J. Wichura (1988, Applied Statistics 37, algorithm AS 241, PPND16),
/// relative error near 10⁻¹⁶.
pub fn quantile(p: f64) -> f64 {
    const CENTRE: f64 = 0.425;
    if !(p > 0.0 && p < 1.0) {
        return match p {
            0.0 => f64::NEG_INFINITY,
            1.0 => f64::INFINITY,
            _ => f64::NAN,
        };
    }
    let away = p - 0.5;
    if away.abs() <= CENTRE {
        let r = CENTRE * CENTRE - away * away;
        return away * series(&NEAR, r) / series(&NEAR_BELOW, r);
    }
    let tail = if away < 0.0 { p } else { 1.0 - p };
    let r = (-tail.ln()).sqrt();
    let size = if r <= 5.0 {
        series(&MIDDLE, r - 1.6) / series(&MIDDLE_BELOW, r - 1.6)
    } else {
        series(&FAR, r - 5.0) / series(&FAR_BELOW, r - 5.0)
    };
    if away < 0.0 { -size } else { size }
}

/// The share of the standard normal distribution below a value, to about 10⁻¹⁵: Marsaglia's series (2004) about the
/// middle, Laplace's continued fraction in the tails.
pub fn probability(z: f64) -> f64 {
    const TAIL: f64 = 5.0;
    let density = (-z * z / 2.0).exp() / (2.0 * std::f64::consts::PI).sqrt();
    if z.is_nan() || z.is_infinite() {
        return if z.is_nan() { z } else { f64::from(u8::from(z > 0.0)) };
    }
    if z.abs() > TAIL {
        let fraction = (1..=60).rev().fold(0.0, |below, k| f64::from(k) / (z.abs() + below));
        let tail = density / (z.abs() + fraction);
        return if z > 0.0 { 1.0 - tail } else { tail };
    }
    let (mut sum, mut term, mut odd) = (z, z, 1.0);
    while (term / sum).abs() > 1e-17 {
        odd += 2.0;
        term *= z * z / odd;
        sum += term;
    }
    0.5 + sum * density
}

/// A polynomial with its highest coefficient first.
fn series(coefficients: &[f64; 8], r: f64) -> f64 {
    coefficients.iter().fold(0.0, |total, coefficient| total * r + coefficient)
}

const NEAR: [f64; 8] = [
    2.509_080_928_730_122_7e3,
    3.343_057_558_358_813e4,
    6.726_577_092_700_87e4,
    4.592_195_393_154_987e4,
    1.373_169_376_550_946e4,
    1.971_590_950_306_551_3e3,
    1.331_416_678_917_843_8e2,
    3.387_132_872_796_366_5,
];
const NEAR_BELOW: [f64; 8] = [
    5.226_495_278_852_854e3,
    2.872_908_573_572_194_3e4,
    3.930_789_580_009_271e4,
    2.121_379_430_158_659_7e4,
    5.394_196_021_424_751e3,
    6.871_870_074_920_579e2,
    4.231_333_070_160_091e1,
    1.0,
];
const MIDDLE: [f64; 8] = [
    7.745_450_142_783_414e-4,
    2.272_384_498_926_918_4e-2,
    2.417_807_251_774_506e-1,
    1.270_458_252_452_368_4,
    3.647_848_324_763_204_5,
    5.769_497_221_460_691,
    4.630_337_846_156_546,
    1.423_437_110_749_683_5,
];
const MIDDLE_BELOW: [f64; 8] = [
    1.050_750_071_644_416_9e-9,
    5.475_938_084_995_345e-4,
    1.519_866_656_361_645_7e-2,
    1.481_039_764_274_800_8e-1,
    6.897_673_349_851e-1,
    1.676_384_830_183_803_8,
    2.053_191_626_637_759,
    1.0,
];
const FAR: [f64; 8] = [
    2.010_334_399_292_288_1e-7,
    2.711_555_568_743_487_6e-5,
    1.242_660_947_388_078_4e-3,
    2.653_218_952_657_612_4e-2,
    2.965_605_718_285_048_7e-1,
    1.784_826_539_917_291_3,
    5.463_784_911_164_114,
    6.657_904_643_501_103,
];
const FAR_BELOW: [f64; 8] = [
    2.044_263_103_389_939_8e-15,
    1.421_511_758_316_445_8e-7,
    1.846_318_317_510_054_8e-5,
    7.868_691_311_456_133e-4,
    1.487_536_129_085_061_5e-2,
    1.369_298_809_227_358e-1,
    5.998_322_065_558_88e-1,
    1.0,
];
