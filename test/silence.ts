import { afterEach, beforeEach, expect } from 'vitest'

/**
 * Silence is part of passing: whatever a test lets reach the console as a warning or an error fails it.
 * A test that expects such a line puts its own spy on the console and checks it.
 */
const heard: string[] = []
const listen = (...parts: unknown[]) => void heard.push(parts.map(String).join(' '))

beforeEach(() => {
  heard.length = 0
  console.error = listen
  console.warn = listen
})

afterEach(() => {
  expect(heard, 'nothing is written to console.error or console.warn').toEqual([])
})
