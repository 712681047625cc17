use super::{
    super::{Design, DesignRefused, FACTORS_MAX, Random, Sampling, Sobol, normal},
    near,
};

/// Points of SciPy's `qmc.Sobol(128, scramble=False)`: number, dimension, value.
#[test]
fn the_plain_sequence_is_joe_and_kuos() {
    let sequence = Sobol::new(128, 0);
    for (point, dimension, expected) in [
        (5, 0, 0.875),
        (5, 2, 0.125),
        (5, 3, 0.375),
        (11, 120, 0.3125),
        (11, 121, 0.1875),
        (11, 125, 0.9375),
        (3001, 0, 0.650146484375),
        (3001, 1, 0.838134765625),
        (3001, 7, 0.892333984375),
        (3001, 31, 0.308837890625),
        (3001, 63, 0.409423828125),
        (3001, 100, 0.760498046875),
        (3001, 127, 0.304931640625),
    ] {
        let seen = f64::from(sequence.plain(point, dimension)) / 2f64.powi(32);
        assert_eq!(seen, expected, "point {point}, dimension {dimension}");
    }
}

#[test]
fn scrambling_keeps_one_point_in_each_cell() {
    for seed in [0, 1, 77] {
        let sequence = Sobol::new(128, seed);
        for dimension in 0..128 {
            let mut met = [false; 256];
            (0..256).for_each(|point| met[(sequence.coordinate(point, dimension) * 256.0) as usize] = true);
            assert!(met.iter().all(|met| *met), "seed {seed}, dimension {dimension}");
        }
        // In two dimensions together, each of the 16 × 16 squares holds one point.
        let mut met = [false; 256];
        for point in 0..256 {
            let [x, y] = [0, 1].map(|dimension| (sequence.coordinate(point, dimension) * 16.0) as usize);
            met[x * 16 + y] = true;
        }
        assert!(met.iter().all(|met| *met));
    }
    let (one, other) = (Sobol::new(2, 1), Sobol::new(2, 2));
    assert_ne!(one.coordinate(9, 1), other.coordinate(9, 1));
}

#[test]
fn a_designs_blocks_differ_from_a_in_one_column() {
    for sampling in [Sampling::Sobol, Sampling::Random] {
        let design = Design::new(8, 3, sampling, 5).unwrap();
        assert_eq!((design.rows(), design.base(), design.factors()), (40, 8, 3));
        for row in 0..8 {
            for factor in 0..3 {
                let [a, b] = [row, 8 + row].map(|row| design.coordinate(row, factor));
                assert_ne!(a, b);
                for block in 0..3 {
                    let seen = design.coordinate((block + 2) * 8 + row, factor);
                    assert_eq!(seen, if block == factor { b } else { a });
                }
            }
        }
        let again = Design::new(8, 3, sampling, 5).unwrap();
        assert_eq!(design.coordinate(17, 1), again.coordinate(17, 1));
    }
}

#[test]
fn designs_that_cannot_be_made_are_refused() {
    for (base, factors, expected) in [
        (0, 3, DesignRefused::Empty),
        (8, 0, DesignRefused::Empty),
        (8, FACTORS_MAX + 1, DesignRefused::Factors(FACTORS_MAX + 1)),
        (usize::MAX, 1, DesignRefused::Rows(usize::MAX)),
    ] {
        assert_eq!(Design::new(base, factors, Sampling::Sobol, 0).unwrap_err(), expected);
    }
}

/// Values of SciPy's `norm.ppf`.
#[test]
fn normal_quantiles() {
    for (p, expected) in [
        (1e-300, -37.0470962993612),
        (1e-20, -9.262340089798409),
        (1e-5, -4.264890793922825),
        (0.02, -2.053748910631823),
        (0.0749, -1.4402382675279635),
        (0.3, -0.5244005127080409),
        (0.5, 0.0),
        (0.76, 0.7063025628400874),
        (0.95, 1.6448536269514722),
        (0.999, 3.090232306167813),
    ] {
        near(normal::quantile(p), expected, 1e-15);
    }
    assert_eq!(normal::quantile(0.0), f64::NEG_INFINITY);
    assert_eq!(normal::quantile(1.0), f64::INFINITY);
    assert!([-0.1, 1.1, f64::NAN].iter().all(|p| normal::quantile(*p).is_nan()));
}

#[test]
fn streams_repeat_and_differ() {
    let draw = |seed, stream| {
        let mut random = Random::of(seed, stream);
        std::array::from_fn::<f64, 3, _>(|_| random.unit())
    };
    assert_eq!(draw(1, 0), draw(1, 0));
    assert_ne!(draw(1, 0), draw(1, 1));
    assert_ne!(draw(1, 0), draw(2, 0));
    let mut random = Random::of(3, 3);
    let mut sums = [0.0; 2];
    let mut seen = [0; 7];
    for _ in 0..70_000 {
        let value = random.normal();
        sums[0] += value / 70_000.0;
        sums[1] += value * value / 70_000.0;
        seen[random.below(7)] += 1;
    }
    assert!(sums[0].abs() < 0.02 && (sums[1] - 1.0).abs() < 0.03, "{sums:?}");
    assert!(seen.iter().all(|count| (9_500..10_500).contains(count)), "{seen:?}");
}
