import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { Channel } from '../contract/channel.ts'
import { contactProperties } from '../contract/contact-properties.ts'
import { WorkflowActionRequest, WorkflowActionResponse } from '../contract/workflow-action.ts'
import { findOtherRefusals, findRefusals } from '../test/architecture/find-refusals.ts'
import { projectRoot } from './project-root.ts'

interface WorkflowAction {
  config: {
    inputFields: { typeDefinition: { name: string; options?: { value: string }[] } }[]
    outputFields: { typeDefinition: { name: string } }[]
    objectRequestOptions: { properties: string[] }
    executionRules: { labelName: string; conditions: Record<string, string> }[]
    labels: { en: Record<string, Record<string, string>> }
  }
}

const read = async (path: string): Promise<unknown> =>
  JSON.parse(await readFile(join(projectRoot, 'src/app', path), 'utf8'))
const { config } = (await read('workflow-actions/send-message-hsmeta.json')) as WorkflowAction
const names = (fields: { typeDefinition: { name: string } }[]) => fields.map((field) => field.typeDefinition.name)

it('asks HubSpot for the contact properties that the relay resolves an address from', () => {
  expect(config.objectRequestOptions.properties).toEqual(contactProperties)
})

it('takes the inputs and hands back the outputs of the contract', () => {
  expect(names(config.inputFields)).toEqual(Object.keys(WorkflowActionRequest.properties.inputFields.properties))
  const outputs = Object.keys(WorkflowActionResponse.properties.outputFields.properties)
  expect([...names(config.outputFields), 'hs_execution_state']).toEqual(outputs)
})

it('offers every channel', () => {
  const channel = config.inputFields.find((field) => field.typeDefinition.name === 'channel')
  expect(channel?.typeDefinition.options?.map(({ value }) => value)).toEqual(
    Channel.anyOf.map((member: { const: string }) => member.const),
  )
})

it('has words for a person for every field and every reason of failure', () => {
  const { labels } = config
  expect(Object.keys(labels.en['inputFieldLabels'] ?? {})).toEqual(names(config.inputFields))
  expect(Object.keys(labels.en['inputFieldDescriptions'] ?? {})).toEqual(names(config.inputFields))
  expect(Object.keys(labels.en['outputFieldLabels'] ?? {})).toEqual(names(config.outputFields))
  expect(config.executionRules.map(({ labelName }) => labelName)).toEqual(
    Object.keys(labels.en['executionRules'] ?? {}),
  )
})

it('has words in HubSpot for every code that a workflow may be answered, and for no other', () => {
  const codes = config.executionRules.map(({ conditions }) => conditions['error_code'])
  expect(codes.toSorted()).toEqual(findRefusals(projectRoot))
  expect(config.executionRules.every(({ conditions }) => Object.keys(conditions).length === 1)).toBe(true)
  for (const words of Object.values(config.labels.en['executionRules'] ?? {})) expect(words).toMatch(/^Not sent: .*\.$/)
})

it('refuses a workflow in no way that it could not branch on', () => {
  expect(findOtherRefusals(projectRoot)).toEqual([
    // The account in the request is not the one that its signature is of.
    'relay/http/own-portal.ts unknown_portal',
    // Only a rep sends a failed message again.
    'relay/message/store-with-timers.ts not_failed',
    'relay/message/store-with-timers.ts sent_again',
  ])
})

it('asks the admin for the secrets that the function reads, and for no other', async () => {
  const meta = (await read('functions/relay-hsmeta.json')) as { config: { secretKeys: string[] } }
  const source = await readFile(join(projectRoot, 'app.functions/read-secrets.ts'), 'utf8')
  const reads = [...source.matchAll(/env\['([A-Z_]+)'\]/g)].map((match) => match[1])
  expect(meta.config.secretKeys).toEqual(reads)
})
