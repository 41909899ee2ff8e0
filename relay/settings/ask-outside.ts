import { canonicalJson } from '../account/digest-sections.ts'
import { namedInHubSpot } from '../account/named-in-hubspot.ts'
import type { SectionMistake } from '../account/sections/section-rules.ts'
import { addressMistakes } from '../providers/address-mistakes.ts'
import type { PlannedSave } from './planned-save.ts'
import type { SettingsNeeds } from './settings-needs.ts'

/**
 * What only others can say of a save: whether HubSpot has what is named of it, and whether lines that are other than before lead where
 * they may; `hosts` are those of the account alone. Within seconds, and never inside a transaction.
 */
export async function askOutside(
  portalId: string,
  { before, whole }: PlannedSave,
  hosts: readonly string[],
  needs: Pick<SettingsNeeds, 'checkNamed' | 'reachOf' | 'providers'>,
): Promise<{ mistakes: SectionMistake[]; notes: string[] }> {
  const named = namedInHubSpot(whole, before)
  const known = new Map((before.lines ?? []).map((line) => [line.id, canonicalJson(line)]))
  const reach = needs.reachOf(hosts)
  const [said, ...led] = await Promise.all([
    named.length > 0 ? needs.checkNamed(portalId, named) : { mistakes: [], notes: [] },
    ...(whole.lines ?? []).map(async (line, index) => {
      const provider = needs.providers.get(line.provider)
      if (!provider || known.get(line.id) === canonicalJson(line)) return []
      const mistakes = await addressMistakes(provider, line.settings, reach)
      return mistakes.map(({ path, words }) => ({ path: `lines.${index}.settings.${path}`, words }))
    }),
  ])
  return { mistakes: [...said.mistakes, ...led.flat()], notes: said.notes }
}
