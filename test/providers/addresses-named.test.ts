import { IsObject, IsString, type TObject, type TSchema, type TString } from 'typebox'
import { Value } from 'typebox/value'
import { describe, expect, test } from 'vitest'
import { placesNamed } from '../../relay/providers/places-named.ts'
import { allProviders } from '../../workbench/simulator/all-providers.ts'

/** Texts that lead somewhere. Whoever takes one of them and connects to it must say so. */
const addresses = ['http://10.0.0.7:8080/x', 'https://nas', '10.0.0.7', 'nas.company.example']

/** Members that would take such a text, and that nothing is ever connected to. A new one must be looked at before it stands here. */
const ofOtherKinds: Record<string, string[]> = {
  email: [
    ...['smtp.user', 'imap.user', 'imap.mailbox', 'fromName', 'authservId', 'messageIdDomain'],
    // `replyAddress` and `bounceAddress` want an @.
  ],
  kannel: ['username', 'smsc'],
  chert: ['phoneLineId'],
}

function membersIn(schema: TObject, path = ''): [path: string, member: TSchema][] {
  return Object.entries(schema.properties).flatMap(([name, member]): [string, TSchema][] =>
    IsObject(member) ? membersIn(member, `${path}${name}.`) : [[`${path}${name}`, member]],
  )
}

function textsIn(schema: TObject): [path: string, member: TString][] {
  return membersIn(schema).flatMap(([path, member]): [string, TString][] => (IsString(member) ? [[path, member]] : []))
}

describe.each([...allProviders])('the settings of %s', (name, { settings }) => {
  test('say of every member that may hold an address whether it is connected to', () => {
    const silent = textsIn(settings).filter(
      ([, member]) =>
        !('address' in member) &&
        !('secret' in member && member.secret === true) &&
        addresses.some((address) => Value.Check(member, address)),
    )
    expect(silent.map(([path]) => path).toSorted()).toEqual((ofOtherKinds[name] ?? []).toSorted())
  })

  test('say of every member that guards the way to the server by which values it does not', () => {
    const guards = membersIn(settings).filter(([path]) => /secur|certificat|tls|ssl|encrypt/i.test(path))
    for (const [path, member] of guards) expect(member, path).toHaveProperty('weak')
  })

  test('name their addresses in one of the ways that are judged', () => {
    for (const [path, member] of textsIn(settings)) {
      if (!('address' in member)) continue
      expect(['url', 'smtp', 'imap'], path).toContain(member.address)
      const isUrl = member.address === 'url'
      const [top = '', inner] = path.split('.')
      const value = isUrl ? 'http://10.0.0.7:8080' : '10.0.0.7'
      const given = inner === undefined ? { [top]: value } : { [top]: { [inner]: value } }
      const found = placesNamed(settings, given).find((one) => one.path === path)
      expect(found?.place?.host, path).toBe('10.0.0.7')
    }
  })
})
