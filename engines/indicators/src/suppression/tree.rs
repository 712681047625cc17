//! The levels of one axis, and the lines along which its codes can move together.

use super::Axis;

/// Codes of one axis that move together: which, and whether up.
pub(super) type Line = Vec<(usize, bool)>;

/// The codes of an axis that occur, each below the nearest that occurs.
pub(super) struct Tree {
    above: Vec<Option<usize>>,
    pub(super) below: Vec<Vec<usize>>,
}

impl Tree {
    pub(super) fn of(axis: &Axis, occurs: &[bool]) -> Tree {
        let nearest = |code: usize| {
            let mut above = axis.above[code];
            // No longer than the axis, in case somebody is their own ancestor.
            for _ in 0..axis.above.len() {
                match above {
                    Some(one) if !occurs.get(one).copied().unwrap_or(false) => {
                        above = axis.above.get(one).copied().flatten();
                    }
                    found => return found,
                }
            }
            None
        };
        let above: Vec<Option<usize>> =
            (0..axis.above.len()).map(|code| nearest(code).filter(|_| occurs[code])).collect();
        let mut below = vec![Vec::new(); above.len()];
        for (code, above) in above.iter().enumerate() {
            if let Some(above) = above {
                below[*above].push(code);
            }
        }
        Tree { above, below }
    }

    /// A code and all totals above it.
    fn chain(&self, code: usize) -> Vec<usize> {
        let mut chain = vec![code];
        while let Some(above) = self.above[chain[chain.len() - 1]] {
            if chain.len() > self.above.len() {
                break;
            }
            chain.push(above);
        }
        chain
    }

    /// The codes below a code that are no totals; itself where it is none.
    fn leaves(&self, code: usize) -> Vec<usize> {
        let (mut open, mut found) = (vec![code], Vec::new());
        // Each code once; more only where somebody is their own ancestor.
        for _ in 0..self.above.len() {
            let Some(code) = open.pop() else { break };
            match self.below[code].is_empty() {
                true => found.push(code),
                false => open.extend(self.below[code].iter().rev()),
            }
        }
        found
    }

    /// Every line through a code in which it moves up, of leaves that can move.
    pub(super) fn lines(&self, code: usize, moves: impl Fn(usize) -> bool) -> Vec<Line> {
        let mut lines = Vec::new();
        for leaf in self.leaves(code).into_iter().filter(|leaf| moves(*leaf)) {
            let up = self.chain(leaf);
            let own = up.iter().position(|one| *one == code).unwrap_or(0);
            // Another code below each total above, and the totals up to that one.
            for shared in own + 1..up.len() {
                for other in self.leaves(up[shared]).into_iter().filter(|other| moves(*other)) {
                    let down = self.chain(other);
                    if down.contains(&up[shared - 1]) {
                        continue;
                    }
                    let ups = up[..shared].iter().map(|one| (*one, true));
                    let downs = down.iter().take_while(|one| **one != up[shared]).map(|one| (*one, false));
                    lines.push(ups.chain(downs).collect());
                }
            }
            lines.push(up.iter().map(|one| (*one, true)).collect());
        }
        lines
    }
}
