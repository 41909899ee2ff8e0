import { expect, test } from 'vitest'
import { missingFiles } from './missing-files.ts'

const file = (url: string | null, name = 'image.jpeg', contentType = 'image/jpeg') => ({ url, name, contentType })

test('what was told before is not new, although its address is signed anew', () => {
  const known = [file('https://cdn.example/a.jpeg?sig=1'), file('https://cdn.example/b.jpeg?sig=1')]
  const told = [file('https://cdn.example/b.jpeg?sig=2'), file('https://cdn.example/a.jpeg?sig=2')]
  expect(missingFiles(known, told)).toEqual([])
  const late = file('https://cdn.example/c.jpeg?sig=2')
  expect(missingFiles(known, [...told, late])).toEqual([late])
  // Told by itself, under a name that another has.
  expect(missingFiles(known, [late])).toEqual([late])
})

test('which file of several an address means may stand behind its question mark', () => {
  const [one, other] = [file('https://cdn.example/media?id=1&token=a'), file('https://cdn.example/media?id=2&token=a')]
  expect(missingFiles([one], [file('https://cdn.example/media?id=1&token=b'), other])).toEqual([other])
})

test('of files without an address each counts once', () => {
  expect(missingFiles([file(null)], [file(null)])).toEqual([])
  expect(missingFiles([file(null)], [file(null), file(null)])).toEqual([file(null)])
  expect(missingFiles([], [file(null)])).toEqual([file(null)])
  expect(missingFiles([file(null)], [file(null, 'other.jpeg')])).toEqual([file(null, 'other.jpeg')])
})

test('an address that comes late is no other file', () => {
  expect(missingFiles([file(null)], [file('https://cdn.example/x')])).toEqual([])
})
