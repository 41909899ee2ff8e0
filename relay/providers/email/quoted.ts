import { attributionAt } from './attribution.ts'
import { dashedWords } from './dashed-words.ts'
import { headerBlockAt } from './header-block.ts'

/** What is known of a mail whose text is read. */
export interface Answering {
  /** It says that it answers something, so that marked lines in it are older than itself. */
  answers: boolean
  /** It passes on what somebody else wrote. */
  forwards: boolean
  isOurs: (address: string) => boolean
}

const rule = /^[-_=*─—]{5,}$/u
/** Names of an older message between spaced dashes; whatever else stands there introduces what is passed on. */
const original =
  /original|origine|ursprüng|ursprung|oorspronkelijk|oprindelig|opprinnelig|alkuperäi|orygina|původní|pôvodn|eredeti|исходн|оригинал|πρωτότυπο|αρχικό|原始|原文|原信|元のメッセージ|원본|asıl|gốc/iu

/**
 * What the person wrote, without the message that is answered: only what is proved to be old is taken away, by the structure
 * of an attribution, of a block of headers or of marked lines. Answers between and below quoted lines are kept, and so is
 * all that is passed on. When nothing would be left the text is returned as it came: better too much than nothing.
 */
export function withoutQuoted(text: string, mail: Answering): string {
  const lines = text.replace(/\r\n?/g, '\n').split('\n')
  const kept = mail.forwards ? lines : keptOf(lines, mail)
  return tidy(kept) || tidy(lines)
}

/** A text with its lines ended alike, and no more than one empty line in a row. */
export function tidy(lines: readonly string[]): string {
  return lines
    .map((line) => line.trimEnd())
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}

function keptOf(lines: readonly string[], mail: Answering): string[] {
  const kept: string[] = []
  const last = lines.findLastIndex(isText)
  // Whether marked lines here are older: an attribution stands above them.
  let isOld = false
  // The last line of theirs with words in it.
  let above = ''
  const keep = (line: string) => {
    kept.push(line)
    if (isText(line)) above = line.trim()
  }
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at]!
    if (isMarked(line)) {
      const end = endOfMarked(lines, at)
      // Between words of theirs marks alone prove nothing: somebody may list steps, or quote a third.
      const isBetween = above !== '' && last >= end
      const isOlder = isOld || (mail.answers && !isBetween && isQuote(lines.slice(at, end)))
      if (!isOlder) for (const one of lines.slice(at, end)) keep(one)
      at = end - 1
      continue
    }
    if (isText(line)) isOld &&= mail.answers
    if (passesOn(lines, at, mail)) return [...kept, ...lines.slice(at)]
    if (isOldFrom(lines, at, above, mail)) {
      dropRules(kept)
      return kept
    }
    const old = attributed(lines, at, mail)
    if (old === 0) keep(line)
    else {
      if (original.test(spacedWords(above) ?? '')) {
        dropRules(kept)
        above = kept.at(-1)?.trim() ?? ''
      }
      at += old - 1
      isOld = true
    }
  }
  return kept
}

function isText(line: string): boolean {
  return line.trim() !== ''
}

/** Words of any language between spaced dashes. */
function spacedWords(line: string): string | undefined {
  const words = dashedWords(line, 5, 'spaced')
  return words !== undefined && /^\p{L}/u.test(words) ? words : undefined
}

/** "-----Original Message-----" as Outlook and Notes write it, words of any language directly between the dashes. */
function tightWords(line: string): string | undefined {
  const words = dashedWords(line, 4, 'tight')
  return words !== undefined && /^[\p{L}"']/u.test(words) ? words : undefined
}

function endOfMarked(lines: readonly string[], from: number): number {
  let end = from
  while (end < lines.length && isMarked(lines[end]!)) end++
  return end
}

/** A single line may begin with > for another reason: ">100 pieces". */
function isQuote(lines: readonly string[]): boolean {
  return lines.filter((line) => line.replace(/^[\s>]+/, '') !== '').length > 1
}

/** What programs draw above an older message goes with it. */
function dropRules(kept: string[]): void {
  const isRule = (text: string) => text === '' || rule.test(text) || original.test(spacedWords(text) ?? '')
  while (kept.length > 0 && isRule(kept.at(-1)!.trim())) kept.pop()
}

function isMarked(line: string): boolean {
  return /^\s*>/.test(line)
}

/** Gmail's and Thunderbird's line above what is passed on. */
function passesOn(lines: readonly string[], at: number, mail: Answering): boolean {
  const words = spacedWords(lines[at]!.trim())
  if (words === undefined || original.test(words)) return false
  const next = nextText(lines, at + 1)
  return label(lines, next) && !isOurBlock(lines, next, mail)
}

function isOurBlock(lines: readonly string[], at: number, mail: Answering): boolean {
  const block = at < lines.length ? headerBlockAt(lines, at) : null
  return block !== null && block.says !== 'some' && block.address !== null && mail.isOurs(block.address)
}

function label(lines: readonly string[], at: number): boolean {
  return /^[\s>*_]*\p{L}[\p{L}\p{M} .'’-]{0,24}?\s?[:：]/u.test(lines[at] ?? '')
}

/** Whether everything from this line on is an older message. */
function isOldFrom(lines: readonly string[], at: number, above: string, mail: Answering): boolean {
  if (isDivider(lines, at, mail)) return mail.answers
  const block = label(lines, at - 1) ? null : headerBlockAt(lines, at)
  if (!block) return false
  const isBelowRule = rule.test(above) && block.isTimed && block.lines >= 3
  if (block.address && mail.isOurs(block.address)) return block.says !== 'some' || isBelowRule
  if (!mail.answers || block.isOpen) return false
  return block.says === 'ordered' || isBelowRule
}

/** A line of dashes with words in it, above the headers or the attribution of an older message. */
function isDivider(lines: readonly string[], at: number, mail: Answering): boolean {
  const text = lines[at]!.trim()
  const spaced = spacedWords(text)
  const words = spaced ?? tightWords(text)
  if (words === undefined) return false
  const next = nextText(lines, at + 1)
  if (original.test(words)) return label(lines, next) || (next < lines.length && attributionAt(lines, next) !== null)
  if (spaced !== undefined) return isOurBlock(lines, next, mail)
  return next < lines.length && (headerBlockAt(lines, next)?.says ?? 'some') !== 'some'
}

/** How many lines from here on are an attribution and what is quoted below it without marks; 0 where none begins. */
function attributed(lines: readonly string[], at: number, mail: Answering): number {
  const found = attributionAt(lines, at)
  if (!found) return 0
  const below = nextText(lines, at + found.lines)
  // Marked lines are left out one by one, so that answers between them stay.
  if (below < lines.length && isMarked(lines[below]!)) return found.lines
  const isProved =
    found.address && mail.isOurs(found.address) ? found.says !== 'marks' : mail.answers && found.says === 'time'
  if (!isProved) return 0
  // Outlook on a Mac indents what is quoted; Yahoo indents the attribution, and below it this or that line.
  const isIndented = /^(?: {4}|\t)/.test(lines[below] ?? '') && !/^\s/.test(lines[at]!)
  return (isIndented ? endOfIndented(lines, below) : lines.length) - at
}

function endOfIndented(lines: readonly string[], from: number): number {
  let end = from
  while (end < lines.length && !/^\S/.test(lines[end]!)) end++
  const isLast = end < lines.length && !lines.slice(end).some((line) => /^(?: {4}|\t)/.test(line) && isText(line))
  return isLast && lines[end - 1]!.trim() === '' ? end : lines.length
}

function nextText(lines: readonly string[], from: number): number {
  let at = from
  while (at < lines.length && lines[at]!.trim() === '') at++
  return at
}
