import type { FastifyInstance, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import type { Gate } from '../gate.ts'
import { readBody } from '../json-body.ts'
import { objectTypeNamed } from '../object-types.ts'
import { fieldTypes, type PropertyDefinition, type PropertyType } from '../property-definitions.ts'
import { invalid, notFound, Refusal } from '../refusal.ts'

const Option = Type.Object({ label: Type.String(), value: Type.String() })
const NewProperty = Type.Object({
  name: Type.String({ pattern: '^[a-z][a-z0-9_]{0,99}$' }),
  label: Type.String({ minLength: 1 }),
  type: Type.String(),
  fieldType: Type.String(),
  groupName: Type.String(),
  description: Type.Optional(Type.String()),
  options: Type.Optional(Type.Array(Option)),
  hasUniqueValue: Type.Optional(Type.Boolean()),
})
const ChangedProperty = Type.Object({
  label: Type.Optional(Type.String({ minLength: 1 })),
  description: Type.Optional(Type.String()),
  groupName: Type.Optional(Type.String()),
  options: Type.Optional(Type.Array(Option)),
})
const NewGroup = Type.Object({ name: Type.String({ pattern: '^[a-z][a-z0-9_]*$' }), label: Type.String() })

/** Only these have a scope that lets an app write their schema; communications have none. */
const writable = new Map([
  ['0-1', 'crm.schemas.contacts'],
  ['0-2', 'crm.schemas.companies'],
])

const isType = (name: string): name is PropertyType => name in fieldTypes

function view(definition: PropertyDefinition): Record<string, unknown> {
  const { name, label, type, fieldType, groupName, description, options } = definition
  return {
    name,
    label,
    type,
    fieldType,
    groupName,
    description,
    options,
    calculated: definition.calculated,
    hasUniqueValue: definition.hasUniqueValue,
    hubspotDefined: definition.hubspotDefined,
    hidden: false,
    formField: false,
    externalOptions: name === 'hubspot_owner_id',
    archived: false,
    modificationMetadata: {
      archivable: !definition.hubspotDefined,
      readOnlyDefinition: definition.hubspotDefined,
      readOnlyValue: definition.readOnly,
    },
  }
}

/** Property definitions and their groups. */
export function propertyRoutes(server: FastifyInstance, gate: Gate): void {
  const path = '/crm/properties/:version/:objectType'

  function ask(request: FastifyRequest, kind: 'read' | 'write') {
    const { objectType, version, name = '' } = request.params as { objectType: string; version: string; name?: string }
    const type = objectTypeNamed(objectType)
    const schema = writable.get(type.id)
    const scopes = kind === 'read' ? type.read(version) : [[schema === undefined ? '(none)' : `${schema}.write`]]
    const read = kind === 'read' && schema !== undefined ? [...scopes, [`${schema}.read`]] : scopes
    const portal = gate.admit(request, read)
    const definitions = portal.definitions.get(type.id) ?? new Map<string, PropertyDefinition>()
    const groups = portal.groups.get(type.id) ?? []
    return { portal, type, name, definitions, groups }
  }

  server.get(path, async (request) => ({ results: [...ask(request, 'read').definitions.values()].map(view) }))

  server.get(`${path}/groups`, async (request) => {
    const { groups } = ask(request, 'read')
    return { results: groups.map((group, index) => ({ ...group, displayOrder: index, archived: false })) }
  })

  server.post(`${path}/groups`, async (request, reply) => {
    const { portal, type, groups } = ask(request, 'write')
    const group = readBody(request, NewGroup)
    if (groups.some((known) => known.name === group.name)) {
      throw new Refusal(409, 'OBJECT_ALREADY_EXISTS', `Property group ${group.name} already exists`)
    }
    portal.groups.set(type.id, [...groups, { name: group.name, label: group.label }])
    return reply.code(201).send({ ...group, displayOrder: groups.length, archived: false })
  })

  server.get(`${path}/:name`, async (request) => {
    const { definitions, name } = ask(request, 'read')
    const definition = definitions.get(name)
    if (definition === undefined) throw notFound(`Property ${name} does not exist`)
    return view(definition)
  })

  server.post(path, async (request, reply) => {
    const { type, definitions, groups } = ask(request, 'write')
    const given = readBody(request, NewProperty)
    if (!isType(given.type)) throw invalid(`${given.type} is not a property type`)
    if (!fieldTypes[given.type].includes(given.fieldType)) {
      throw invalid(`fieldType ${given.fieldType} does not go with type ${given.type}`)
    }
    if (!groups.some((group) => group.name === given.groupName)) {
      throw invalid(`Property group ${given.groupName} does not exist`)
    }
    if (definitions.has(given.name)) {
      throw new Refusal(409, 'OBJECT_ALREADY_EXISTS', `A property named '${given.name}' already exists.`, {
        errors: [{ message: 'the name is taken', code: 'Properties.PROPERTY_WITH_NAME_EXISTS' }],
      })
    }
    const unique = [...definitions.values()].filter((known) => !known.hubspotDefined && known.hasUniqueValue)
    if (given.hasUniqueValue === true && unique.length >= 10) {
      throw invalid(`${type.plural} have 10 unique properties already`)
    }
    const definition: PropertyDefinition = {
      name: given.name,
      label: given.label,
      type: given.type,
      fieldType: given.fieldType,
      groupName: given.groupName,
      description: given.description ?? '',
      options: given.options ?? [],
      hasUniqueValue: given.hasUniqueValue ?? false,
      hubspotDefined: false,
      readOnly: false,
      calculated: false,
      searchable: true,
    }
    definitions.set(given.name, definition)
    return reply.code(201).send(view(definition))
  })

  server.patch(`${path}/:name`, async (request) => {
    const { definitions, name } = ask(request, 'write')
    const definition = definitions.get(name)
    if (definition === undefined) throw notFound(`Property ${name} does not exist`)
    if (definition.hubspotDefined) throw invalid(`${name} is defined by HubSpot and cannot be changed`)
    const { label, description, groupName, options } = readBody(request, ChangedProperty)
    const changed: PropertyDefinition = {
      ...definition,
      label: label ?? definition.label,
      description: description ?? definition.description,
      groupName: groupName ?? definition.groupName,
      // The new list takes the place of the old one; it is not added to it.
      options: options ?? definition.options,
    }
    definitions.set(name, changed)
    return view(changed)
  })
}
