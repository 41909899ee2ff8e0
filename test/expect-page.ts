import { expect } from 'vitest'
import type { Page } from './marketplace.ts'

/** A page for a person: plain, in words, and safe to look at. */
export function expectPage(page: Page, status: number, title: RegExp): void {
  expect(page.text).toMatch(title)
  expect(page.status).toBe(status)
  expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8')
  expect(page.headers.get('content-security-policy')).toMatch(
    /^default-src 'none'; style-src 'sha256-[^']+'; frame-ancestors 'none'/,
  )
  expect(page.headers.get('referrer-policy')).toBe('no-referrer')
  expect(page.headers.get('cache-control')).toBe('no-store')
  expect(page.text).not.toMatch(/<script|\son\w+=|javascript:/i)
  expect(page.text.match(/<p>[^<]+[.!]<\/p>/g)?.length).toBeGreaterThanOrEqual(2)
}
