import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { lookAround } from './look-around.ts'

const home = mkdtempSync(join(tmpdir(), 'homing-around-'))
const put = (name: string, text: string): string => {
  mkdirSync(join(home, name, '..'), { recursive: true })
  writeFileSync(join(home, name), text)
  return join(home, name)
}
put('data/master.key', 'the key of the relay')
put('data/settings/secrets/token', 'a token beside a file in the data')
put('settings/secrets/token', 'a token')
put('run/key', 'a key that is given')
put('settings/large', 'x'.repeat(65_537))
symlinkSync(join(home, 'data'), join(home, 'settings/link'))
afterAll(() => rmSync(home, { recursive: true }))

const env = { DATA_DIR: join(home, 'data'), HOMING_MASTER_KEY_FILE: join(home, 'run/key') }
const around = lookAround(join(home, 'settings/4242.yaml'), env)

test('a file is read from the folder of the one that names it, or where it is', () => {
  expect(around.file('secrets/token')).toBe('a token')
  expect(around.file(join(home, 'settings/secrets/token'))).toBe('a token')
  expect(around.isOwn('secrets/token')).toBe(false)
})

test.each(['nowhere', 'secrets', 'large', '/dev/zero', '/proc/self/environ'])(
  'nothing is read of what is no file with an end: %s',
  (one) => expect(around.file(one) ?? '').toBe(''),
)

describe('the keys and the database of the relay are its own', () => {
  test.each(['../data/master.key', join(home, 'data/master.key'), 'link/master.key', '../data/not-yet', '../run/key'])(
    '%s',
    (one) => expect(around.isOwn(one)).toBe(true),
  )

  test('but not what stands beside settings that are kept there', () => {
    const inside = lookAround(join(home, 'data/settings/4242.yaml'), env)
    expect(inside.isOwn('secrets/token')).toBe(false)
    expect(inside.isOwn('../master.key')).toBe(true)
  })

  test('also where the settings are kept around the data', () => {
    expect(lookAround(join(home, '4242.yaml'), env).isOwn('data/master.key')).toBe(true)
  })
})
