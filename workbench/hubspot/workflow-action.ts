/** What the engine needs of a `workflow-action` hsmeta file's `config`. */
export interface WorkflowActionConfig {
  actionUrl: string
  inputFields: readonly {
    typeDefinition: { name: string; type: string; options?: readonly { value: string }[] }
    supportedValueTypes?: readonly string[]
    isRequired?: boolean
  }[]
  outputFields?: readonly { typeDefinition: { name: string } }[]
  objectTypes?: readonly string[]
  objectRequestOptions?: { properties: readonly string[] }
}

/** What the person who builds the workflow enters: a fixed value, or a property of the enrolled contact. */
export type ActionInput = string | { propertyName: string }

type Properties = Readonly<Record<string, string>>

/** Personalisation tokens arrive already filled in: `{{ contact.firstname }}` becomes the contact's first name. */
function render(text: string, properties: Properties): string {
  return text.replace(/\{\{\s*contact\.([a-z0-9_]+)\s*\}\}/g, (_, name: string) => properties[name] ?? '')
}

/**
 * The input fields as they are posted. Throws, as the workflow editor would refuse to save, on a field that the
 * action does not have, a required one without a value, an option that is not offered, or a kind of value it does not take.
 */
export function actionInputs(
  config: WorkflowActionConfig,
  inputs: Readonly<Record<string, ActionInput>>,
  properties: Properties,
): Record<string, string> {
  const names = new Set(config.inputFields.map((field) => field.typeDefinition.name))
  const unknown = Object.keys(inputs).filter((name) => !names.has(name))
  if (unknown.length > 0) throw new Error(`the action has no input ${unknown.join(', ')}`)

  const filled: Record<string, string> = {}
  for (const { typeDefinition, isRequired = false, supportedValueTypes = ['STATIC_VALUE'] } of config.inputFields) {
    const { name, options = [] } = typeDefinition
    const input = inputs[name]
    if (input === undefined || input === '') {
      if (isRequired) throw new Error(`the action needs a value for ${name}`)
      continue
    }
    const kind = typeof input === 'string' ? 'STATIC_VALUE' : 'OBJECT_PROPERTY'
    if (!supportedValueTypes.includes(kind)) throw new Error(`the input ${name} does not take ${kind}`)
    if (typeof input !== 'string') filled[name] = properties[input.propertyName] ?? ''
    else if (options.length > 0 && !options.some((option) => option.value === input)) {
      throw new Error(`${input} is not an option of ${name}`)
    } else filled[name] = render(input, properties)
  }
  return filled
}
