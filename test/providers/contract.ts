import { describe } from 'vitest'
import type { Provider } from '../../relay/providers/provider.ts'
import { ambiguous } from './contract/ambiguous.ts'
import { catchingUp } from './contract/catching-up.ts'
import { checking } from './contract/checking.ts'
import { codes } from './contract/codes.ts'
import { contents } from './contract/contents.ts'
import { doubt } from './contract/doubt.ts'
import { oddItems } from './contract/odd-items.ts'
import { reaching } from './contract/reaching.ts'
import { reading } from './contract/reading.ts'
import { sending } from './contract/sending.ts'
import { settings } from './contract/settings.ts'
import { shape } from './contract/shape.ts'
import { webhooks } from './contract/webhooks.ts'
import type { ProviderDescriptor } from './descriptor.ts'
import { setStage } from './stage.ts'

/**
 * What holds for every provider. To add one:
 *
 * 1. `relay/providers/<name>/index.ts` exports it; `relay/providers/providers.ts` lists it.
 * 2. Its fake goes to `workbench/`: a real server on 127.0.0.1, as strict as the real thing, that can misbehave.
 * 3. `test/providers/<name>.ts` exports a `descriptor` (see `descriptor.ts`) that ties the two together.
 *
 * Everything is asserted at the receiving end: what arrived counts, not what the provider says.
 */
export function providerContract(name: string, provider: Provider, descriptor: ProviderDescriptor): void {
  describe('shape', () => shape(name, provider, descriptor))

  describe('use', () => {
    const stage = setStage(provider, descriptor)

    describe('settings', () => settings(stage))
    describe('sending', () => sending(stage))
    describe('doubt', () => doubt(stage))
    const { also = [], mixed } = descriptor
    if (also.includes('answerSends')) describe('ambiguous answers', () => ambiguous(stage))
    if (mixed ?? (also.includes('writeOdd') || also.includes('writeElsewhere'))) {
      describe('odd items', () => oddItems(stage))
    }
    if (descriptor.contents ?? descriptor.writtenSigns) describe('contents', () => contents(stage))
    if (descriptor.codes) {
      const told = descriptor.codes
      describe('codes', () => codes(stage, told))
    }
    describe('reaching', () => reaching(stage))
    describe('reading', () => reading(stage))
    const { verify, since, check } = provider
    if (verify && descriptor.webhooks) webhooks(stage, verify, descriptor.webhooks)
    if (since && descriptor.page) {
      const { page } = descriptor
      describe('catching up', () => catchingUp(stage, since, page))
    }
    if (check && descriptor.check) {
      const people = descriptor.check
      describe('checking', () => checking(stage, check, people))
    }
  })
}
