import { HubSpotId } from '../../contract/contact.ts'
import { sections } from '../../contract/settings/sections.ts'
import type { Provider } from '../providers/provider.ts'
import { plainSchema, type Plain } from './plain-schema.ts'
import { Reference } from './reference.ts'

/**
 * What a file of settings may say, as a JSON Schema (draft 7, as editors know it): the sections, and for each line the settings of its
 * provider. Secrets may be references, and are never required, because one that is stored stays.
 */
export function settingsSchema(
  providers: ReadonlyMap<string, Pick<Provider, 'name' | 'settings' | 'channels'>>,
): Record<string, unknown> {
  const all = [...providers.values()].toSorted((a, b) => (a.name < b.name ? -1 : 1))
  const lines = plain(sections.lines)
  const line = lines.items as Plain & { properties: Record<string, Plain> }
  const ofLine = {
    ...line,
    properties: { ...line.properties, provider: { ...line.properties.provider, enum: all.map(({ name }) => name) } },
    allOf: all.map(({ name, settings, channels }) => ({
      if: { properties: { provider: { const: name } }, required: ['provider'] },
      then: { properties: { channel: { enum: [...channels] }, settings: plain(settings) } },
    })),
  }
  const bySection = Object.entries(sections).map(([name, section]): [string, Plain] => {
    const { title, description, ...rest } = name === 'lines' ? { ...lines, items: ofLine } : plain(section)
    return [name, { title, description, anyOf: [rest, { type: 'null' }] }]
  })
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Settings of a HubSpot account in Homing',
    description: 'A section that is left out stays as it is; null takes it back to what it is without anybody’s doing.',
    type: 'object',
    additionalProperties: false,
    properties: {
      $schema: { type: 'string' },
      account: { ...plain(HubSpotId), title: 'Account', description: 'The id of the HubSpot account these are of.' },
      version: {
        type: 'integer',
        minimum: 0,
        title: 'Version',
        description:
          'The version that this file was exported as: what others changed since is not overwritten. Left out, it is. A folder of files as the truth does not ask for it.',
      },
      ...Object.fromEntries(bySection),
    },
  }
}

const plainId = { ...HubSpotId } as { pattern?: string }
const reference = JSON.parse(JSON.stringify(Reference)) as Plain

/** As a file says it: ids may be numbers, secrets may be references. */
function plain(schema: object): Plain {
  return plainSchema(schema, {
    secret: (form) => ({ anyOf: [form, reference] }),
    text: (text) => (text.pattern === plainId.pattern ? { ...text, type: ['string', 'integer'] } : text),
  })
}
