import { sections } from '../../contract/settings/sections.ts'
import type { Components } from '../http/with-components.ts'
import type { Provider } from '../providers/provider.ts'
import { plainSchema, type Plain } from '../settings-file/plain-schema.ts'

/**
 * The sections as `/openapi.json` shows them, from the schemas by which they are checked: `settings` has all of them by name, each line
 * the settings of its provider. Secrets are never in an answer.
 */
export function sectionComponents(
  providers: ReadonlyMap<string, Pick<Provider, 'name' | 'settings' | 'channels'>>,
): Components {
  const all = [...providers.values()].toSorted((a, b) => (a.name < b.name ? -1 : 1))
  const lines = plain(sections.lines) as Plain & { items: Plain & { properties: Record<string, Plain> } }
  const line = {
    ...lines.items,
    properties: { ...lines.items.properties, provider: { ...lines.items.properties.provider, enum: all.map(named) } },
    allOf: all.map(({ name, channels }) => ({
      if: { properties: { provider: { const: name } }, required: ['provider'] },
      then: { properties: { channel: { enum: [...channels] }, settings: to(`provider.${name}`) } },
    })),
  }
  const names = Object.keys(sections)
  return {
    settings: {
      title: 'Settings of a HubSpot account',
      type: 'object',
      additionalProperties: false,
      properties: Object.fromEntries(
        names.map((name) => [name, { anyOf: [to(`settings.${name}`), { type: 'null' }] }]),
      ),
    },
    ...Object.fromEntries(Object.entries(sections).map(([name, schema]) => [`settings.${name}`, plain(schema)])),
    'settings.lines': { ...lines, items: to('settings.line') },
    'settings.line': line,
    ...Object.fromEntries(all.map(({ name, settings }) => [`provider.${name}`, plain(settings)])),
  }
}

const named = ({ name }: { name: string }) => name
const to = (component: string) => ({ $ref: `#/components/schemas/${component}` })

/** As it is sent: null removes a secret. */
function plain(schema: object): Plain {
  return plainSchema(schema, { secret: (form) => ({ writeOnly: true, anyOf: [form, { type: 'null' }] }) })
}
