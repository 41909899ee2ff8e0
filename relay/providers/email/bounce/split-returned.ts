/** The lines with which mail systems announce what they return. What stands in brackets of signs is their ornament. */
const announced =
  /^[\s\-=*|_#<>[\]]{0,20}(?:below this line is a copy|(?:the )?(?:message )?headers? (?:of the original message )?(?:is|are)? ?follow|(?:the )?header of the original message|(?:this|here|included|below|attached|following) is a copy of|a copy of (?:the|your) (?:original )?(?:message|mail)|(?:the )?original (?:message|mail)(?: headers?)?(?: follows| as follows| is attached)?\s*[-:.=*|\]]|original message follows|returned message\s*[-:]|unsent message (?:follows|below)|message (?:text|header) follows|unsent message\b|message header follows)/i
const header = /^[A-Za-z][\w-]{1,60}[ \t]?:/
/** Such as no report names when it only describes a message, by its sender, subject and id. */
const inner = /^(?:x-homing-reference|received|return-path|mime-version|content-type)[ \t]?:/i
const ofReport =
  /^(?:action|status|(?:final|original)-recipient|diagnostic-code|remote-mta|reporting-mta|last-attempt-date|will-retry-until|arrival-date)[ \t]?:/i

/**
 * A report's own words, and the message that it returns below them in the same text. `announced` says that a line of its own
 * parts the two, as no person writes it.
 */
export function splitReturned(text: string): { said: string; returned: string; announced: boolean } {
  const lines = text.split('\n')
  const bare = lines.map((line) => line.replace(/^[> \t]{0,20}/, ''))
  const line = bare.findIndex((_, index) => announced.test(lines[index]!.slice(0, 200)))
  const block = headerBlock(lines, bare)
  const cut = Math.min(line < 0 ? lines.length : line, block ?? lines.length)
  const said = lines.slice(0, cut).join('\n').trim()
  return { said, returned: lines.slice(cut).join('\n'), announced: line >= 0 && cut === line && block !== null }
}

/** Where the headers of a returned message begin: at least three in a block, one of them such as no person types. */
function headerBlock(lines: readonly string[], bare: readonly string[]): number | null {
  let begun: number | null = null
  let count = 0
  let isInner = false
  for (const [index, line] of bare.entries()) {
    if (header.test(line) && !ofReport.test(line)) {
      begun ??= index
      count += 1
      isInner ||= inner.test(line)
      if (count >= 3 && isInner) return begun
    } else if (line.trim() === '' || ofReport.test(line) || !/^[>| ]{0,4}[ \t]/.test(lines[index]!)) {
      begun = null
      count = 0
      isInner = false
    }
  }
  return null
}
