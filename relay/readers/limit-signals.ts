/** By which signal a reader ends that takes too much: as timers of a processor's time do, and as V8 does that finds no memory. */
export const limitSignals = { processor: 'SIGVTALRM', memory: 'SIGABRT' } as const
