export type PropertyType = 'string' | 'number' | 'bool' | 'datetime' | 'date' | 'enumeration' | 'phone_number' | 'json'

export interface PropertyOption {
  label: string
  value: string
}

export interface PropertyDefinition {
  name: string
  label: string
  type: PropertyType
  fieldType: string
  groupName: string
  description: string
  options: readonly PropertyOption[]
  hasUniqueValue: boolean
  hubspotDefined: boolean
  /** The value belongs to HubSpot: calculated, or kept by the system. */
  readOnly: boolean
  calculated: boolean
  /** False where a search may not filter on it. */
  searchable: boolean
}

export const fieldTypes: Record<PropertyType, readonly string[]> = {
  string: ['text', 'textarea', 'html', 'file', 'phonenumber', 'calculation_equation'],
  number: ['number', 'calculation_equation'],
  bool: ['booleancheckbox', 'calculation_equation'],
  datetime: ['date'],
  date: ['date'],
  enumeration: ['select', 'radio', 'checkbox', 'booleancheckbox', 'calculation_equation'],
  phone_number: ['phonenumber'],
  json: ['text'],
}

type Traits = Partial<Omit<PropertyDefinition, 'name' | 'type' | 'options'>> & { options?: readonly string[] }

function define(name: string, type: PropertyType = 'string', traits: Traits = {}): PropertyDefinition {
  const { options = [], ...rest } = traits
  return {
    name,
    label: name.replaceAll('_', ' '),
    type,
    fieldType: fieldTypes[type][0] ?? 'text',
    groupName: '',
    description: '',
    hasUniqueValue: false,
    hubspotDefined: true,
    readOnly: false,
    calculated: false,
    searchable: true,
    ...rest,
    options: options.map((value) => ({ label: value, value })),
  }
}

const kept: Traits = { readOnly: true }
const calculated: Traits = { readOnly: true, calculated: true }

const everywhere = [
  define('hs_object_id', 'number', kept),
  define('hs_object_source', 'string', kept),
  define('hs_object_source_id', 'string', kept),
  define('hs_merged_object_ids', 'enumeration', kept),
  define('hs_unique_creation_key', 'string', { ...kept, hasUniqueValue: true }),
  define('hs_createdate', 'datetime', kept),
  define('hs_lastmodifieddate', 'datetime', kept),
  define('hubspot_owner_id', 'enumeration', { fieldType: 'select' }),
]

/** What every activity on a timeline has. */
const engagement = [
  define('hs_timestamp', 'datetime'),
  define('hs_attachment_ids'),
  define('hs_body_preview', 'string', { ...calculated, searchable: false }),
  define('hs_engagement_source', 'string', kept),
  // Undocumented as a key, but used as one in the field; `engagementSourceId: 'rejected'` takes it away.
  define('hs_engagement_source_id'),
  define('hs_unique_id', 'string', kept),
  define('hs_gdpr_deleted', 'bool', kept),
]

const phones = ['phone', 'mobile']

const builtIn: Record<string, readonly PropertyDefinition[]> = {
  '0-1': [
    define('email', 'string', { hasUniqueValue: true }),
    define('firstname'),
    define('lastname'),
    define('company'),
    define('jobtitle'),
    define('city'),
    define('state'),
    define('country'),
    define('hs_timezone', 'string'),
    define('hs_language', 'string'),
    define('phone', 'string', { fieldType: 'phonenumber' }),
    define('mobilephone', 'string', { fieldType: 'phonenumber' }),
    define('hs_whatsapp_phone_number', 'string', { fieldType: 'phonenumber' }),
    define('lifecyclestage', 'enumeration', {
      fieldType: 'radio',
      options: ['subscriber', 'lead', 'marketingqualifiedlead', 'salesqualifiedlead', 'opportunity', 'customer'],
    }),
    define('createdate', 'datetime', kept),
    define('lastmodifieddate', 'datetime', kept),
    define('hs_email_optout', 'bool', kept),
    define('hs_additional_emails', 'enumeration', kept),
    ...phones.flatMap((phone) => [
      // The national number alone: whoever searches here with a country code finds nothing.
      define(`hs_searchable_calculated_${phone}_number`, 'phone_number', calculated),
      define(`hs_searchable_calculated_international_${phone}_number`, 'phone_number', calculated),
      define(`hs_calculated_${phone}_number`, 'phone_number', calculated),
      define(`hs_calculated_${phone}_number_country_code`, 'string', calculated),
      define(`hs_calculated_${phone}_number_area_code`, 'string', calculated),
    ]),
  ],
  '0-2': [
    define('name'),
    define('domain'),
    define('phone', 'string', { fieldType: 'phonenumber' }),
    define('city'),
    define('country'),
    define('createdate', 'datetime', kept),
  ],
  '0-3': [define('dealname'), define('dealstage'), define('amount', 'number'), define('createdate', 'datetime', kept)],
  '0-5': [
    define('subject'),
    define('content'),
    define('hs_pipeline_stage'),
    define('hs_pipeline'),
    define('createdate', 'datetime', kept),
  ],
  '0-18': [
    ...engagement,
    // HubSpot has no iMessage type, and email is another object.
    define('hs_communication_channel_type', 'enumeration', { options: ['SMS', 'WHATS_APP', 'LINKEDIN_MESSAGE'] }),
    define('hs_communication_logged_from', 'enumeration', { options: ['CRM'] }),
    define('hs_communication_body', 'string', { fieldType: 'html' }),
    define('hs_communication_conversations_thread_id', 'number', kept),
    define('hs_communication_conversations_channel_ids', 'string', kept),
  ],
  '0-49': [
    ...engagement,
    define('hs_email_direction', 'enumeration', { options: ['EMAIL', 'INCOMING_EMAIL', 'FORWARDED_EMAIL'] }),
    define('hs_email_status', 'enumeration', { options: ['SENT', 'SENDING', 'SCHEDULED', 'FAILED', 'BOUNCED'] }),
    define('hs_email_subject'),
    define('hs_email_text', 'string', { fieldType: 'textarea' }),
    define('hs_email_html', 'string', { fieldType: 'html', searchable: false }),
    define('hs_email_headers', 'json'),
    ...['from_email', 'from_firstname', 'from_lastname'].map((name) =>
      define(`hs_email_${name}`, 'string', calculated),
    ),
    ...['to', 'cc', 'bcc'].flatMap((kind) =>
      ['email', 'firstname', 'lastname'].map((name) => define(`hs_email_${kind}_${name}`, 'string', calculated)),
    ),
  ],
}

/** The properties HubSpot itself defines for a type, by name. */
export function propertyDefinitions(typeId: string, groupName: string): Map<string, PropertyDefinition> {
  return new Map(
    [...everywhere, ...(builtIn[typeId] ?? [])].map((definition) => [definition.name, { ...definition, groupName }]),
  )
}
