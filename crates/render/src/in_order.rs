//! Work that many threads do side by side and that is taken in order, piece after piece, by whichever thread brings the next one.
//! Nobody waits, unless one piece takes so long that the others would have to be kept by the hundred.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// Nobody begins a piece that is so far ahead of the next to be taken.
const AHEAD: usize = 64;

/// Does `work` for the places from 0 to `count` on every thread of the pool, each with a worker of its own, and hands over to
/// `take` what comes of it, in order.
///
/// # Errors
/// The first of `take`, after which nothing more is taken.
pub fn run<W, T: Send, E: Send>(
    count: usize,
    worker: impl Fn() -> W + Sync,
    work: impl Fn(&mut W, usize) -> T + Sync,
    take: impl FnMut(T) -> Result<(), E> + Send,
) -> Result<(), E> {
    let line = Line {
        count,
        state: Mutex::default(),
        moved: Condvar::new(),
        end: Mutex::new((take, Ok(()))),
    };
    rayon::broadcast(|_| {
        let _stop = StopOnPanic(&line);
        let mut worker = worker();
        while let Some(place) = line.begin() {
            let piece = work(&mut worker, place);
            line.bring(place, piece);
        }
    });
    let (_, done) = line
        .end
        .into_inner()
        .unwrap_or_else(PoisonError::into_inner);
    done
}

struct Line<T, F, E> {
    count: usize,
    state: Mutex<State<T>>,
    moved: Condvar,
    /// Who takes the pieces, and how it went so far.
    end: Mutex<(F, Result<(), E>)>,
}

struct State<T> {
    begun: usize,
    taken: usize,
    waiting: BTreeMap<usize, T>,
    /// Whether somebody is taking.
    busy: bool,
    /// Whether somebody waits until more is taken.
    waits: bool,
    stopped: bool,
}

impl<T> Default for State<T> {
    fn default() -> Self {
        Self {
            begun: 0,
            taken: 0,
            waiting: BTreeMap::new(),
            busy: false,
            waits: false,
            stopped: false,
        }
    }
}

impl<T, F: FnMut(T) -> Result<(), E>, E> Line<T, F, E> {
    fn state(&self) -> MutexGuard<'_, State<T>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The next piece that nobody has begun.
    fn begin(&self) -> Option<usize> {
        let mut state = self.state();
        while !state.stopped && state.begun >= state.taken.saturating_add(AHEAD) {
            state.waits = true;
            state = self
                .moved
                .wait(state)
                .unwrap_or_else(PoisonError::into_inner);
        }
        let place = state.begun;
        if state.stopped || place >= self.count {
            return None;
        }
        state.begun = place.saturating_add(1);
        Some(place)
    }

    /// Takes all that is ready, unless somebody else is at it.
    fn bring(&self, place: usize, piece: T) {
        let mut state = self.state();
        state.waiting.insert(place, piece);
        if std::mem::replace(&mut state.busy, true) {
            return;
        }
        while let Some(piece) = state.next() {
            drop(state);
            let went = self.take(piece);
            state = self.state();
            state.taken = state.taken.saturating_add(1);
            state.stopped |= went.is_break();
            if state.waits {
                state.waits = false;
                self.moved.notify_all();
            }
        }
        state.busy = false;
    }

    fn take(&self, piece: T) -> ControlFlow<()> {
        let mut end = self.end.lock().unwrap_or_else(PoisonError::into_inner);
        let (take, done) = &mut *end;
        *done = take(piece);
        match done {
            Ok(()) => ControlFlow::Continue(()),
            Err(_) => ControlFlow::Break(()),
        }
    }
}

impl<T> State<T> {
    fn next(&mut self) -> Option<T> {
        let next = self.waiting.remove(&self.taken);
        next.filter(|_| !self.stopped)
    }
}

/// After a panic the piece would never come, and the others would wait for it.
struct StopOnPanic<'l, T, F: FnMut(T) -> Result<(), E>, E>(&'l Line<T, F, E>);

impl<T, F: FnMut(T) -> Result<(), E>, E> Drop for StopOnPanic<'_, T, F, E> {
    fn drop(&mut self) {
        if std::thread::panicking() {
            self.0.state().stopped = true;
            self.0.moved.notify_all();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::run;

    fn pool() -> rayon::ThreadPool {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(4).build();
        pool.expect("threads")
    }

    /// A piece that takes longer the more its place is like the last of ten.
    fn slow(_: &mut (), place: usize) -> usize {
        std::thread::sleep(std::time::Duration::from_micros(place as u64 % 10 * 50));
        place
    }

    #[test]
    fn what_is_done_side_by_side_is_taken_in_order() {
        for count in [0, 1, 7, 500] {
            let mut taken = Vec::new();
            let done = pool().install(|| {
                run(
                    count,
                    || (),
                    slow,
                    |place| {
                        taken.push(place);
                        Ok::<_, ()>(())
                    },
                )
            });
            assert_eq!(done, Ok(()));
            assert_eq!(taken, (0..count).collect::<Vec<_>>());
        }
    }

    #[test]
    fn nothing_is_taken_after_an_error() {
        let mut taken = Vec::new();
        let done = pool().install(|| {
            run(
                500,
                || (),
                slow,
                |place| {
                    taken.push(place);
                    if place == 5 { Err("full") } else { Ok(()) }
                },
            )
        });
        assert_eq!(done, Err("full"));
        assert_eq!(taken, [0, 1, 2, 3, 4, 5]);
    }

    #[test]
    fn a_panic_stops_everybody_and_is_not_lost() {
        let panicked = std::panic::catch_unwind(|| {
            pool().install(|| {
                run(
                    500,
                    || (),
                    |_, place| assert_ne!(place, 5, "this one panics"),
                    |()| Ok::<_, ()>(()),
                )
            })
        });
        assert!(panicked.is_err());
    }
}
