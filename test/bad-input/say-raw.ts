import { connect } from 'node:net'
import type { Heard } from '../ask.ts'

/** Says these bytes over a bare connection until the other side ends it. Answers with every answer that came, in order. Rejects without any. */
export function sayRaw(url: string, bytes: string): Promise<[Heard, ...Heard[]]> {
  const { hostname, port } = new URL(url)
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname)
    const chunks: Buffer[] = []
    socket.on('data', (chunk: Buffer) => chunks.push(chunk))
    socket.on('error', (error) => chunks.length === 0 && reject(error))
    socket.on('close', () => {
      const [first, ...more] = answersIn(Buffer.concat(chunks).toString('latin1'))
      if (first) resolve([first, ...more])
      else reject(new Error('the connection ended without an answer'))
    })
    socket.write(bytes)
  })
}

function answersIn(said: string): Heard[] {
  const answers: Heard[] = []
  for (let rest = said; rest !== '';) {
    const end = rest.indexOf('\r\n\r\n')
    const [first = '', ...lines] = rest.slice(0, end).split('\r\n')
    const headers = Object.fromEntries(
      lines.map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]),
    )
    const from = end + 4
    const to = from + Number(headers['content-length'] ?? rest.length - from)
    answers.push({ status: Number(first.split(' ')[1]), headers, text: rest.slice(from, to) })
    rest = rest.slice(to)
  }
  return answers
}
