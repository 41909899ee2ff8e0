import { expect, test } from 'vitest'
import { leavesDoubt } from './leaves-doubt.ts'

const page = '<!DOCTYPE html><html><body>Just a moment</body></html>'

test.each([408, 409, 425, 499, 500, 502, 503, 504, 520, 524])('%i leaves doubt, whoever gave it', (status) => {
  expect(leavesDoubt({ status, text: '{"error":"x"}' })).toBe(true)
  expect(leavesDoubt({ status, text: page })).toBe(true)
})

test.each([200, 302, 400, 403, 422])("a page for people with %i is no vendor's word", (status) => {
  expect(leavesDoubt({ status, text: page })).toBe(true)
  expect(leavesDoubt({ status, text: `\n<html lang="en">` })).toBe(true)
  expect(leavesDoubt({ status, text: '{"message":"<html>"}' })).toBe(false)
})

test.each([401, 404, 407, 429])('%i was not passed on', (status) => {
  expect(leavesDoubt({ status, text: page })).toBe(false)
})

test("what a vendor's documents call a refusal is one", () => {
  expect(leavesDoubt({ status: 409, text: '{}' }, [409])).toBe(false)
})
