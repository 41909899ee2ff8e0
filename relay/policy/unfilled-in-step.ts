import type { LadderStep } from '../../contract/routing.ts'
import { unfilledToken } from './unfilled-token.ts'

/** A token in what a step of the ladder says by itself that nothing fills: of a template `{{ message }}` alone is filled, by the text. */
export function unfilledInStep({
  subject,
  template,
}: { [Name in 'subject' | 'template']?: LadderStep[Name] | null }): string | null {
  const said = [subject ?? '', ...(template?.parameters ?? []).map((one) => one.replaceAll('{{ message }}', ''))]
  return said.flatMap((text) => unfilledToken(text) ?? [])[0] ?? null
}
