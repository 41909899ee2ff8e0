import { IsObject, type TObject } from 'typebox'
import { expect, test } from 'vitest'
import { Invalid } from '../../../relay/errors.ts'
import { joinSecrets } from '../../../relay/providers/join-secrets.ts'
import { maskSettings, readSettings } from '../../../relay/providers/settings.ts'
import { secretPlaces } from '../../../relay/providers/secret-places.ts'
import { splitSecrets } from '../../../relay/providers/split-secrets.ts'
import type { Stage } from '../stage.ts'

/** The settings describe themselves: to validate, to mask, and to draw a form. */
export function settings(stage: Stage): void {
  const { provider } = stage
  const members = membersOf(provider.settings)

  test('the settings of a working line are right', () => {
    expect(readSettings(provider, stage.world.line.settings)).toMatchObject(stage.world.line.settings)
  })

  test('everything that is missing is named', () => {
    const message = refusal({})
    for (const name of provider.settings.required ?? []) expect(message).toContain(name)
    expect(refusal(undefined)).toContain(provider.name)
  })

  test('everything that is wrong is named, and never its value', () => {
    for (const { path } of members.filter((member) => member.leaf)) {
      const wrong = structuredClone(stage.world.line.settings) as Record<string, unknown>
      put(wrong, path, { odd: 'hunter2-odd-value' })
      const message = refusal(wrong)
      expect(message).toContain(path.join('.'))
      expect(message).not.toContain('hunter2')
    }
  })

  test('a member that is not known is named, since it is probably a misspelt one', () => {
    expect(refusal({ ...stage.world.line.settings, colour: 'blue' })).toContain('colour')
  })

  test('whatever is secret is marked as secret, and every member has a title', () => {
    for (const { path, schema } of members) {
      expect(schema, path.join('.')).toHaveProperty('title')
      if (/key|secret|password|token$/i.test(path.at(-1) ?? '')) expect(schema).toMatchObject({ secret: true })
    }
  })

  test('no secret is shown, and everything else is', () => {
    const filled = structuredClone(stage.world.line.settings) as Record<string, unknown>
    const secrets = members.filter(({ schema }) => 'secret' in schema && schema.secret === true)
    for (const { path } of secrets) put(filled, path, `hunter2-${path.join('-')}`)
    const masked = maskSettings(provider, filled)
    expect(JSON.stringify(masked)).not.toContain('hunter2')
    for (const { path, leaf } of members) {
      if (leaf && !secrets.some((secret) => secret.path === path)) expect(at(masked, path)).toEqual(at(filled, path))
    }
  })

  test('its secrets are parted from what may be shown, and both make the whole again', () => {
    const filled = structuredClone(stage.world.line.settings) as Record<string, unknown>
    const places = secretPlaces(provider.settings)
    for (const { path, place } of places) put(filled, path, `hunter2-${place}`)
    const { open, secrets } = splitSecrets(provider.settings, filled)
    expect(JSON.stringify(open)).not.toContain('hunter2')
    expect([...secrets]).toEqual(places.map(({ place }) => [place, `hunter2-${place}`]))
    expect(joinSecrets(provider.settings, open, secrets)).toEqual(filled)
  })

  test('its secrets are texts of their own, where whoever parts them finds them', () => {
    const places = secretPlaces(provider.settings)
    expect(JSON.stringify(provider.settings).match(/"secret":true/g) ?? []).toHaveLength(places.length)
    for (const { path } of places) {
      expect(path.join('')).not.toContain('.')
      expect(members.find((member) => member.path.join('.') === path.join('.'))?.schema).toMatchObject({
        type: 'string',
      })
    }
  })

  function refusal(input: unknown): string {
    try {
      readSettings(provider, input)
    } catch (error) {
      expect(error).toBeInstanceOf(Invalid)
      return (error as Invalid).message
    }
    throw new Error('The settings were taken although they are wrong.')
  }
}

interface Member {
  path: string[]
  schema: object
  leaf: boolean
}

function membersOf(schema: TObject, path: string[] = []): Member[] {
  return Object.entries(schema.properties).flatMap(([name, member]): Member[] => {
    const here = [...path, name]
    if (IsObject(member)) return [{ path: here, schema: member, leaf: false }, ...membersOf(member, here)]
    return [{ path: here, schema: member, leaf: true }]
  })
}

function at(target: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((value, name) => (value as Record<string, unknown> | undefined)?.[name], target)
}

function put(target: Record<string, unknown>, path: readonly string[], value: unknown): void {
  const parent = at(target, path.slice(0, -1)) as Record<string, unknown>
  parent[path.at(-1) ?? ''] = value
}
