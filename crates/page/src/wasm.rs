//! What the page calls, without any import: it asks for room, writes a request there, and reads the answer where it is told to.

use std::cell::RefCell;

use crate::door::Door;

#[derive(Default)]
struct Counter {
    door: Door,
    request: Vec<u8>,
    answer: Vec<u8>,
}

thread_local! {
    static COUNTER: RefCell<Counter> = RefCell::default();
}

/// Room for a request of so many bytes.
#[unsafe(no_mangle)]
extern "C" fn room(length: usize) -> *mut u8 {
    COUNTER.with_borrow_mut(|counter| {
        counter.request.clear();
        counter.request.resize(length, 0);
        counter.request.as_mut_ptr()
    })
}

/// Answers the request; how many bytes the answer has.
#[unsafe(no_mangle)]
extern "C" fn ask() -> usize {
    COUNTER.with_borrow_mut(|counter| {
        counter.answer = counter.door.ask(&counter.request);
        counter.request = Vec::new();
        counter.answer.len()
    })
}

/// Where the answer stands.
#[unsafe(no_mangle)]
extern "C" fn answer() -> *const u8 {
    COUNTER.with_borrow(|counter| counter.answer.as_ptr())
}
