import type { Item } from './item.ts'
import { spellings } from './kinds/a-spellings.ts'
import { numbers } from './kinds/b-numbers.ts'
import { later } from './kinds/c-later.ts'
import { oddParts } from './kinds/d-odd-parts.ts'
import { otherContents } from './kinds/e-contents.ts'
import { signsBeside } from './kinds/e-signs.ts'
import { answers } from './kinds/f-answers.ts'
import { quotations } from './kinds/g-quotes.ts'
import { bounces } from './kinds/h-bounces.ts'
import { optOut } from './kinds/i-opt-out.ts'
import { addresses } from './kinds/j-addresses.ts'
import { neighbours } from './kinds/k-neighbours.ts'
import { unknown } from './kinds/l-unknown.ts'
import { toldByLists } from './kinds/m-told-by-lists.ts'
import { toldLater } from './kinds/m-told-later.ts'
import { laterProof } from './kinds/n-later-proof.ts'
import { doubts } from './kinds/o-doubt.ts'
import { elsewhere } from './kinds/p-elsewhere.ts'
import { histories } from './kinds/q-history.ts'
import { contentsElsewhere } from './kinds/r-contents.ts'
import { files } from './kinds/s-files.ts'
import { sentFiles } from './kinds/s-sent-files.ts'
import { linesAndServices } from './kinds/t-lines.ts'
import { pairsAndServices } from './kinds/t-pairs.ts'
import { createMaker } from './maker.ts'

const people = [
  spellings,
  numbers,
  later,
  oddParts,
  otherContents,
  signsBeside,
  answers,
  quotations,
  bounces,
  optOut,
  addresses,
]
const vendors = [
  ...[neighbours, unknown, toldLater, toldByLists, laterProof, doubts, elsewhere],
  ...[histories, contentsElsewhere, files, sentFiles, linesAndServices, pairsAndServices],
]

/** The whole corpus, the same for the same seed. */
export function makeCorpus(seed: number): Item[] {
  const maker = createMaker(seed)
  for (const make of [...people, ...vendors]) make(maker)
  return maker.items
}
