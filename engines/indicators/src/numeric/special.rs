//! Functions that distributions are made of.

/// ln Γ(x) for x > 0 (Lanczos' series with g = 607/128; coefficients by P. Godfrey), relative error near 10⁻¹⁵.
pub fn ln_gamma(x: f64) -> f64 {
    const G: f64 = 607.0 / 128.0;
    const SERIES: [f64; 15] = [
        0.999_999_999_999_997_1,
        57.156_235_665_862_92,
        -59.597_960_355_475_49,
        14.136_097_974_741_746,
        -0.491_913_816_097_620_2,
        0.339_946_499_848_118_9e-4,
        4.652_362_892_704_858e-5,
        -0.983_744_753_048_795_6e-4,
        0.158_088_703_224_912_5e-3,
        -0.210_264_441_724_104_88e-3,
        0.217_439_618_115_212_64e-3,
        -0.164_318_106_536_763_9e-3,
        0.844_182_239_838_527_4e-4,
        -0.261_908_384_015_814_1e-4,
        0.368_991_826_595_316_25e-5,
    ];
    let below = x - 1.0;
    let series = SERIES[1..].iter().zip(1..).fold(SERIES[0], |total, (c, k)| total + c / (below + f64::from(k)));
    let base = below + G + 0.5;
    (below + 0.5) * base.ln() - base + (2.0 * std::f64::consts::PI).sqrt().ln() + series.ln()
}

/// Regularised incomplete beta function I_x(a, b), by its continued fraction (Lentz' method).
pub fn beta_regularised(a: f64, b: f64, x: f64) -> f64 {
    if x <= 0.0 || x >= 1.0 {
        return if x >= 1.0 { 1.0 } else { 0.0 };
    }
    let front = (ln_gamma(a + b) - ln_gamma(a) - ln_gamma(b) + a * x.ln() + b * (-x).ln_1p()).exp();
    // The fraction converges fast on one side of the mean; the other side is the complement.
    if x < (a + 1.0) / (a + b + 2.0) {
        front * fraction(a, b, x) / a
    } else {
        1.0 - front * fraction(b, a, 1.0 - x) / b
    }
}

fn fraction(a: f64, b: f64, x: f64) -> f64 {
    const ROUNDS: u32 = 10_000;
    let away = |value: f64| if value.abs() < 1e-300 { 1e-300 } else { value };
    let (mut c, mut d) = (1.0, 1.0 / away(1.0 - (a + b) * x / (a + 1.0)));
    let mut result = d;
    for round in 1..ROUNDS {
        let m = f64::from(round);
        let even = m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m));
        d = 1.0 / away(1.0 + even * d);
        c = away(1.0 + even / c);
        result *= d * c;
        let odd = -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0));
        d = 1.0 / away(1.0 + odd * d);
        c = away(1.0 + odd / c);
        let step = d * c;
        result *= step;
        if (step - 1.0).abs() < f64::EPSILON {
            break;
        }
    }
    result
}

/// Probability that Student's t with `freedom` degrees is at least as far from zero as `t`.
pub fn student_two_sided(t: f64, freedom: f64) -> f64 {
    if t.is_nan() {
        return f64::NAN;
    }
    if t.is_infinite() {
        return 0.0;
    }
    let square = t * t;
    let x = freedom / (freedom + square);
    let away = square / (freedom + square);
    // Both tails come from whichever side the fraction converges on, without a difference of near numbers.
    if x < (freedom / 2.0 + 1.0) / (freedom / 2.0 + 2.5) {
        beta_regularised(freedom / 2.0, 0.5, x)
    } else {
        1.0 - beta_regularised(0.5, freedom / 2.0, away)
    }
}

/// Regularised upper incomplete gamma function Q(a, x) = Γ(a, x)/Γ(a) for a > 0: by series below the bend, by Lentz's
/// continued fraction above it.
pub fn gamma_upper(a: f64, x: f64) -> f64 {
    if x <= 0.0 {
        return 1.0;
    }
    let front = (a * x.ln() - x - ln_gamma(a)).exp();
    if x < a + 1.0 {
        let (mut term, mut sum, mut n) = (1.0 / a, 1.0 / a, a);
        while term.abs() > sum.abs() * 1e-17 {
            n += 1.0;
            term *= x / n;
            sum += term;
        }
        return 1.0 - front * sum;
    }
    let tiny = 1e-300;
    let mut b = x + 1.0 - a;
    let (mut c, mut d) = (1.0 / tiny, 1.0 / b);
    let mut h = d;
    for n in 1..10_000 {
        let an = -f64::from(n) * (f64::from(n) - a);
        b += 2.0;
        d = an * d + b;
        d = 1.0 / if d.abs() < tiny { tiny } else { d };
        c = b + an / c;
        c = if c.abs() < tiny { tiny } else { c };
        let factor = d * c;
        h *= factor;
        if (factor - 1.0).abs() < 1e-16 {
            break;
        }
    }
    front * h
}

/// Probability that a standard normal value is at least as far from zero as `z`.
pub fn normal_two_sided(z: f64) -> f64 {
    if z.is_nan() { f64::NAN } else { gamma_upper(0.5, z * z / 2.0) }
}
