import { randomUUID } from 'node:crypto'
import { allProviders } from '../../../workbench/simulator/all-providers.ts'
import type { ProviderDescriptor } from '../../../test/providers/descriptor.ts'
import type { Stage } from '../../stage/perform.ts'
import { newMark } from '../senders.ts'
import type { Case } from './case.ts'
import { account } from '../../stage/relay-settings.ts'
import type { PostOffice } from './post-office.ts'
import { rightOutcome } from './right-outcome.ts'
import { reasonToLeaveOut, troubles } from './trouble.ts'

export interface LeftOut {
  provider: string
  trouble: string
  reason: string
}

/** Starts a fake for every provider in every trouble that can befall it. `only` narrows both by parts of their names. */
export async function openCases(
  stage: Stage,
  office: PostOffice,
  only: { provider: string; trouble: string },
): Promise<{ cases: Case[]; leftOut: LeftOut[] }> {
  const cases: Case[] = []
  const leftOut: LeftOut[] = []
  for (const provider of allProviders.values()) {
    if (!`${provider.name},`.includes(only.provider)) continue
    const file = new URL(`../../../test/providers/${provider.name}.ts`, import.meta.url)
    const { descriptor } = (await import(file.href)) as { descriptor: ProviderDescriptor }
    for (const trouble of troubles) {
      if (!`${trouble.name},`.includes(only.trouble)) continue
      const reason = reasonToLeaveOut(trouble, provider, descriptor)
      if (reason !== null) {
        leftOut.push({ provider: provider.name, trouble: trouble.name, reason })
        continue
      }
      const number = cases.length
      const lineId = `line-${number}`
      const world = await descriptor.start(`${office.url}/webhooks/${account.portalId}/${lineId}`, 'relay')
      stage.atEnd(() => world.close())
      const person = world.person(number)
      cases.push({
        name: `${provider.name}, ${trouble.name}`,
        lineId,
        provider,
        descriptor,
        trouble,
        right: rightOutcome(trouble, provider, descriptor),
        world,
        line: world.line,
        webhooks: office.line(lineId),
        contact: { id: randomUUID(), properties: {} },
        person,
        mark: newMark('m'),
        messageId: null,
        told: null,
        replies: [],
        findings: [],
      })
    }
  }
  return { cases, leftOut }
}
