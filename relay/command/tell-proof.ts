import { followPath } from '../store/audit/seal/merkle.ts'
import { proveSend, type SendProof } from '../store/audit/seal/prove-send.ts'
import { accountOf } from './account-of.ts'
import { checkAccount } from './check-account.ts'
import { withDatabase } from './with-database.ts'

const stories: Record<SendProof['story'], string> = {
  holds: 'The story is as it was then.',
  erased: 'The story is as it was then, but for its words, which were erased.',
  gone: 'Its story is not kept any more.',
  altered: 'THE STORY IS NOT WHAT IT WAS THEN.',
}

/**
 * Prints how a message is part of its account's chain, so that it can be followed without us: leaf, path, root and row. Exit
 * code 1 where that does not hold, or the story is not what was sealed.
 */
export async function tellProof(
  env: Record<string, string | undefined>,
  [messageId = '', account]: readonly string[],
  print: (text: string) => void,
): Promise<number> {
  const portalId = accountOf(account ?? env.HUBSPOT_PORTAL_ID?.trim() ?? '')
  return withDatabase(env, async (database) => {
    await checkAccount(database, portalId)
    const { row, leaf, story, chained } = await proveSend(database.forPortal(portalId), messageId.toLowerCase())
    print(
      leaf
        ? `${messageId} is ${leaf.place} of ${leaf.count} in row ${row.sequence}`
        : `${messageId} is told by row ${row.sequence}`,
    )
    const rooted = leaf === null || followPath(leaf.digest, leaf.path).toString('hex') === leaf.root
    if (leaf) {
      print(`leaf   ${leaf.digest.toString('hex')}`)
      for (const { side, digest } of leaf.path) print(`${side.padEnd(5)}  ${digest.toString('hex')}`)
      print(`root   ${leaf.root}`)
    }
    print(`row    ${row.sequence} ${row.hash.toString('hex')}`)
    print(`       ${row.at} ${row.actor} ${row.action} ${row.detail}`)
    if (!rooted) print('The leaf DOES NOT LEAD to the root.')
    else print(chained ? 'It is in the chain, which holds.' : 'The chain is BROKEN there: see "audit verify".')
    print(stories[story])
    return rooted && chained && story !== 'altered' ? 0 : 1
  })
}
