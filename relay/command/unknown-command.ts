import { didYouMean } from '../policy/did-you-mean.ts'
import { plainText } from './plain-text.ts'
import { usage } from './usage.ts'

/** Says that there is no such command, which was probably meant, and how those of its kind are typed. */
export function unknownCommand(words: readonly string[]): string {
  const [topic = ''] = words
  const topics = [...new Set(commands().map(topicOf))]
  const known = topics.includes(topic)
  const meant = known ? '' : didYouMean(topic, topics)
  const near = known ? topic : topics.find((one) => meant.includes(`"${one}"`))
  const said = `There is no command "${plainText(words.join(' '))}"${meant || '.'}\n\n`
  if (near === undefined) return said + usage
  const same = commands().filter((command) => topicOf(command) === near)
  return `${said}${same.join('\n')}\n\n"npm run relay -- help" shows all others.`
}

/** Each command with what belongs to it. */
const commands = (): string[] => usage.split(/\n(?=npm run relay -- )/).slice(1)

const topicOf = (command: string): string => /^npm run relay -- (\S+)/.exec(command)?.[1] ?? ''
