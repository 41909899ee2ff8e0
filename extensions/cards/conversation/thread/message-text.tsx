import { useState } from 'react'
import { Button, Flex, Text } from '@hubspot/ui-extensions'
import { cutText } from '../../../../contract/cut-text.ts'

/** More than this is folded: the column is narrow, and an email can be a book. */
const foldedLength = 600
const foldedLines = 12
/** Elements a body may cost; what follows runs on in the last one. */
const mostLines = 400

/** A body as plain text, each of its lines in an element of its own because line breaks alone are not drawn. */
export function MessageText({ body }: { body: string }) {
  const [open, setOpen] = useState(false)
  const start = folded(body)
  return (
    <Flex direction="column" gap="flush">
      {linesOf(open || start === null ? body : start).map((line, index) => (
        <Text key={index}>{line || '\u00a0'}</Text>
      ))}
      {start !== null && (
        <Flex justify="start">
          <Button size="xs" variant="transparent" onClick={() => setOpen(!open)}>
            {open ? 'Show less' : 'Show all'}
          </Button>
        </Flex>
      )}
    </Flex>
  )
}

function linesOf(text: string): string[] {
  const lines = text.split(/\r\n|[\r\n]/)
  return lines.length <= mostLines ? lines : [...lines.slice(0, mostLines - 1), lines.slice(mostLines - 1).join(' ')]
}

/** The beginning of a body that is too long to show whole, else null. Never cuts a character in two. */
function folded(body: string): string | null {
  const start = cutText(body.split('\n', foldedLines).join('\n'), foldedLength)
  return start.length === body.length ? null : `${start.trimEnd()}…`
}
