import { useEffect, useRef, useState } from 'react'
import type { PhoneMessage, WorkbenchConfig } from './api.ts'
import { ask } from './ask.ts'
import { Bubble } from './bubble.tsx'
import { channelName } from './channel-name.ts'
import { ReplyBox } from './reply-box.tsx'
import { useLive } from './use-live.ts'

interface Thread {
  key: string
  line: string
  channel: string
  title: string
  messages: PhoneMessage[]
}

/** The messages on one number, a thread for each line and channel that ever wrote or could be written to. */
export function MessagesApp({ address, config }: { address: string; config: WorkbenchConfig }) {
  const phone = useLive(
    address,
    (number, signal) => ask('GET /workbench/phones/:address', { address: number }, undefined, signal),
    ['phone'],
  )
  const [chosen, setChosen] = useState<string>()
  const threads = threadsOf(phone.value?.messages ?? [], config)
  const newest = phone.value?.messages.toSorted((a, b) => a.at.localeCompare(b.at)).at(-1)
  const thread =
    threads.find(({ key }) => key === chosen) ??
    threads.find(({ key }) => newest && key === keyOf(newest)) ??
    threads[0]
  const unread = thread?.messages.filter(isUnread).length ?? 0
  const end = useRef<HTMLLIElement>(null)
  const last = thread?.messages.at(-1)?.id
  useEffect(() => {
    // Not as the effect's value: newer browsers answer with a promise.
    end.current?.parentElement?.scrollTo({ top: end.current.offsetTop })
  }, [last, thread?.key])
  const read = () => {
    if (unread > 0) void ask('POST /workbench/phones/:address/read', { address }).then(phone.reload, phone.reload)
  }
  if (!thread) return <p className="nothing">There is no line to talk to.</p>
  return (
    <div className={`app app-${thread.channel}`}>
      <header>
        <strong>{thread.title}</strong>
        <small>
          {channelName(thread.channel)} · {thread.line}
        </small>
        {threads.length > 1 && (
          <select
            aria-label="Conversation"
            value={thread.key}
            onChange={(event) => setChosen(event.currentTarget.value)}
          >
            {threads.map(({ key, title, channel, messages }) => (
              <option key={key} value={key}>
                {title} · {channelName(channel)}
                {messages.some(isUnread) ? ' •' : ''}
              </option>
            ))}
          </select>
        )}
      </header>
      {phone.problem && <p role="alert">{phone.problem}</p>}
      <ol className="bubbles" aria-label="Messages on the phone" onClick={read}>
        {thread.messages.map((message) => (
          <Bubble key={message.id} message={message} timezone={config.timezone} />
        ))}
        <li ref={end} aria-hidden="true" />
      </ol>
      {unread > 0 && (
        <button type="button" className="unread" onClick={read}>
          {unread === 1 ? '1 unread message' : `${unread} unread messages`} · mark as read
        </button>
      )}
      <ReplyBox
        label="Reply from the phone"
        placeholder={channelName(thread.channel)}
        send={async (body) => {
          const reply = { to: thread.line, channel: thread.channel, body }
          await ask('POST /workbench/phones/:address/messages', { address }, reply)
          setChosen(thread.key)
          read()
          phone.reload()
        }}
      />
    </div>
  )
}

const isUnread = ({ direction, status }: PhoneMessage) => direction === 'to_phone' && status === 'delivered'
const lineOf = (message: PhoneMessage) => (message.direction === 'to_phone' ? message.from : message.to)
const keyOf = (message: PhoneMessage) => `${message.channel} ${lineOf(message)}`

function threadsOf(messages: PhoneMessage[], { lines }: WorkbenchConfig): Thread[] {
  const threads = new Map<string, Thread>()
  for (const { channel, address, label } of lines)
    if (channel !== 'email') {
      const key = `${channel} ${address}`
      threads.set(key, { key, line: address, channel, title: label, messages: [] })
    }
  for (const message of messages.toSorted((a, b) => a.at.localeCompare(b.at))) {
    const [key, line, channel] = [keyOf(message), lineOf(message), message.channel]
    const thread = threads.get(key) ?? { key, line, channel, title: line, messages: [] }
    thread.messages.push(message)
    threads.set(key, thread)
  }
  return [...threads.values()]
}
