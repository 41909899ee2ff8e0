import { Type, type TProperties, type TSchema } from 'typebox'

/**
 * What HubSpot lets stand in the `config` of an hsmeta file, by component type, drafted from its documentation and its
 * templates for platform 2026.09. HubSpot's own schemas are not published; where the documents leave a doubt these
 * are the stricter, so that a project that passes here has nothing undocumented in it.
 */
const only = (properties: TProperties) => Type.Object(properties, { additionalProperties: false })
const oneOf = (...values: string[]) => Type.Union(values.map((value) => Type.Literal(value)))
const text = (maxLength: number) => Type.String({ minLength: 1, maxLength, pattern: '^\\S(.*\\S)?$' })
const entrypoint = (folder: string, extensions: string) =>
  Type.String({ pattern: `^/app/${folder}/[A-Za-z0-9_./-]+\\.(${extensions})$` })

/** An https address that HubSpot can reach: no unfilled variable, no name of one's own machine. */
const host = '(?!localhost)([A-Za-z0-9-]+\\.)+[A-Za-z]{2,}(:[0-9]+)?'
const PublicOrigin = Type.String({ pattern: `^https://${host}$` })
const PublicUrl = Type.String({ pattern: `^https://${host}/[^\\s{}$]*$` })
const Scopes = Type.Array(Type.String({ pattern: '^[a-z][a-z0-9._-]*$' }), { uniqueItems: true })

const Application = only({
  name: text(200),
  description: text(8192),
  distribution: oneOf('private', 'marketplace'),
  auth: only({
    type: oneOf('static', 'oauth'),
    redirectUrls: Type.Optional(
      Type.Array(Type.Union([PublicUrl, Type.String({ pattern: '^http://localhost[:/]' })]), { uniqueItems: true }),
    ),
    requiredScopes: Scopes,
    optionalScopes: Type.Optional(Scopes),
    conditionallyRequiredScopes: Type.Optional(Scopes),
  }),
  permittedUrls: Type.Optional(
    only({
      fetch: Type.Optional(Type.Array(PublicOrigin)),
      iframe: Type.Optional(Type.Array(PublicOrigin)),
      img: Type.Optional(Type.Array(PublicOrigin)),
    }),
  ),
  support: Type.Optional(
    only({
      supportEmail: Type.Optional(Type.String({ pattern: '^[^@\\s]+@[^@\\s]+$' })),
      documentationUrl: Type.Optional(PublicUrl),
      supportUrl: Type.Optional(PublicUrl),
      supportPhone: Type.Optional(Type.String({ pattern: '^\\+[0-9 ]+$' })),
    }),
  ),
  isUserLevel: Type.Optional(Type.Boolean()),
})

const Card = only({
  name: text(200),
  description: Type.Optional(text(8192)),
  previewImage: Type.Optional(only({ file: Type.String({ pattern: '\\.(png|jpg|gif)$' }), altText: text(500) })),
  location: oneOf('crm.record.tab', 'crm.record.sidebar', 'crm.preview', 'helpdesk.sidebar'),
  entrypoint: entrypoint('cards', 'jsx|tsx'),
  objectTypes: Type.Array(Type.String({ minLength: 1 }), { minItems: 1 }),
})

const AppFunction = only({
  entrypoint: entrypoint('functions', 'js'),
  secretKeys: Type.Optional(
    Type.Array(Type.String({ pattern: '^[A-Za-z_][A-Za-z0-9_]*$' }), { uniqueItems: true, maxItems: 50 }),
  ),
  endpoint: Type.Optional(
    only({ path: Type.String({ pattern: '^[A-Za-z0-9/_-]+$' }), methods: Type.Array(oneOf('GET', 'POST', 'PUT')) }),
  ),
})

const FieldName = Type.String({ pattern: '^[A-Za-z][A-Za-z0-9_]*$' })
const Choice = only({
  value: Type.String({ minLength: 1 }),
  label: text(200),
  description: Type.Optional(text(1000)),
  displayOrder: Type.Optional(Type.Integer()),
})
const TypeDefinition = only({
  name: FieldName,
  type: oneOf(
    ...['bool', 'date', 'datetime', 'enumeration', 'json', 'number', 'object_coordinates', 'phone_number', 'string'],
  ),
  fieldType: oneOf(
    ...['booleancheckbox', 'calculation_equation', 'checkbox', 'date', 'file', 'html', 'number', 'phonenumber'],
    ...['radio', 'select', 'text', 'textarea'],
  ),
  options: Type.Optional(Type.Array(Choice)),
  optionsUrl: Type.Optional(PublicUrl),
  referencedObjectType: Type.Optional(Type.Literal('OWNER')),
})
const Labels = Type.Record(FieldName, text(1000))
const Language = only({
  actionName: text(200),
  actionDescription: Type.Optional(text(1000)),
  appDisplayName: Type.Optional(text(200)),
  actionCardContent: Type.Optional(text(1000)),
  inputFieldLabels: Labels,
  inputFieldDescriptions: Type.Optional(Labels),
  inputFieldOptionLabels: Type.Optional(Type.Record(FieldName, Labels)),
  outputFieldLabels: Type.Optional(Labels),
  executionRules: Type.Optional(Labels),
})

const WorkflowAction = only({
  actionUrl: PublicUrl,
  isPublished: Type.Boolean(),
  supportedClients: Type.Array(only({ client: oneOf('WORKFLOWS') }), { minItems: 1 }),
  objectTypes: Type.Optional(Type.Array(oneOf('CONTACT', 'COMPANY', 'DEAL', 'TICKET'))),
  inputFields: Type.Array(
    only({
      typeDefinition: TypeDefinition,
      supportedValueTypes: Type.Array(oneOf('STATIC_VALUE', 'OBJECT_PROPERTY'), { minItems: 1 }),
      isRequired: Type.Optional(Type.Boolean()),
    }),
  ),
  outputFields: Type.Optional(Type.Array(only({ typeDefinition: TypeDefinition }))),
  objectRequestOptions: Type.Optional(only({ properties: Type.Array(Type.String({ pattern: '^[a-z0-9_]+$' })) })),
  executionRules: Type.Optional(
    Type.Array(only({ labelName: FieldName, conditions: Type.Record(FieldName, Type.String()) })),
  ),
  labels: Type.Object({ en: Language }, { additionalProperties: Language }),
})

const active = Type.Boolean()
const Webhooks = only({
  settings: only({ targetUrl: PublicUrl, maxConcurrentRequests: Type.Integer({ minimum: 1 }) }),
  subscriptions: only({
    crmObjects: Type.Optional(
      Type.Array(
        only({
          subscriptionType: Type.String({
            pattern: '^object\\.(creation|deletion|propertyChange|associationChange|merge|restore)$',
          }),
          objectType: Type.String({ minLength: 1 }),
          propertyName: Type.Optional(Type.String({ pattern: '^[a-z0-9_]+$' })),
          active,
        }),
      ),
    ),
    legacyCrmObjects: Type.Optional(
      Type.Array(
        only({
          subscriptionType: Type.String({
            pattern: '^[a-z_]+\\.(creation|deletion|propertyChange|associationChange|merge|restore)$',
          }),
          propertyName: Type.Optional(Type.String({ pattern: '^[a-z0-9_]+$' })),
          active,
        }),
      ),
    ),
    hubEvents: Type.Optional(
      Type.Array(
        only({
          subscriptionType: Type.String({ pattern: '^(contact\\.privacyDeletion|conversation\\.[A-Za-z]+)$' }),
          active,
        }),
      ),
    ),
  }),
})

/** By HubSpot's internal name of the component type, as the CLI asks for them. */
export const componentSchemas: Record<string, TSchema> = {
  APPLICATION: Application,
  CARD: Card,
  SETTINGS: only({ entrypoint: entrypoint('settings', 'jsx|tsx') }),
  PAGE: only({ entrypoint: entrypoint('pages', 'jsx|tsx') }),
  APP_FUNCTION: AppFunction,
  WEBHOOKS: Webhooks,
  WORKFLOW_ACTION: WorkflowAction,
}
