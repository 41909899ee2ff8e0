import { useId, useState, type FormEvent } from 'react'
import type { Enrolment, WorkbenchConfig } from './api.ts'
import { ask } from './ask.ts'
import { channelName } from './channel-name.ts'
import { useLive } from './use-live.ts'
import { when } from './when.ts'
import type { Clock } from '../../contract/clock.ts'

/** Puts the contact into a workflow whose one action is "Send message", and shows how that went. */
export function Workflows({ id, config }: { id: string; config: WorkbenchConfig }) {
  const [open, setOpen] = useState(false)
  const enrolments = useLive(
    id,
    (contact, signal) => ask('GET /workbench/contacts/:id/enrolments', { id: contact }, undefined, signal),
    ['enrolments'],
  )
  const body = useId()
  const count = enrolments.value?.length ?? 0
  return (
    <section className="panel workflows" aria-label="Workflows">
      <header>
        <h2>
          <button type="button" aria-expanded={open} aria-controls={body} onClick={() => setOpen(!open)}>
            Enrol in workflow
          </button>
        </h2>
        {count > 0 && <span className="count">{count === 1 ? '1 enrolment' : `${count} enrolments`}</span>}
      </header>
      <div id={body} hidden={!open}>
        <EnrolForm id={id} config={config} onEnrolled={enrolments.reload} />
        {enrolments.problem && <p role="alert">{enrolments.problem}</p>}
        {count > 0 && <History enrolments={enrolments.value ?? []} clock={config.clock} />}
      </div>
    </section>
  )
}

function EnrolForm({ id, config, onEnrolled }: { id: string; config: WorkbenchConfig; onEnrolled(): void }) {
  const field = useId()
  const [channel, setChannel] = useState('')
  const [line, setLine] = useState('')
  const [message, setMessage] = useState('')
  const [problem, setProblem] = useState('')
  const [busy, setBusy] = useState(false)
  const channels = [...new Set(config.lines.map((one) => one.channel))]
  const lines = config.lines.filter((one) => !channel || one.channel === channel)
  const enrol = async (event: FormEvent) => {
    event.preventDefault()
    setBusy(true)
    try {
      const chosen = { ...(channel && { channel }), ...(line && { line }) }
      await ask('POST /workbench/contacts/:id/enrol', { id }, { ...chosen, message })
      setMessage('')
      setProblem('')
      onEnrolled()
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error))
    } finally {
      setBusy(false)
    }
  }
  return (
    <form aria-label="Enrol in workflow" onSubmit={(event) => void enrol(event)}>
      <div className="pair">
        <div>
          <label htmlFor={`${field}c`}>Channel</label>
          <select
            id={`${field}c`}
            value={channel}
            onChange={(event) => {
              setChannel(event.currentTarget.value)
              setLine('')
            }}
          >
            <option value="">Any channel</option>
            {channels.map((one) => (
              <option key={one} value={one}>
                {channelName(one)}
              </option>
            ))}
          </select>
        </div>
        <div>
          <label htmlFor={`${field}l`}>Line</label>
          <select id={`${field}l`} value={line} onChange={(event) => setLine(event.currentTarget.value)}>
            <option value="">Any line</option>
            {lines.map((one) => (
              <option key={one.id} value={one.id}>
                {one.label}
              </option>
            ))}
          </select>
        </div>
      </div>
      <label htmlFor={`${field}m`}>Message</label>
      <textarea id={`${field}m`} rows={2} value={message} onChange={(event) => setMessage(event.currentTarget.value)} />
      {problem && <p role="alert">{problem}</p>}
      <button type="submit" className="button primary" disabled={busy}>
        Enrol
      </button>
    </form>
  )
}

function History({ enrolments, clock }: { enrolments: Enrolment[]; clock: Clock }) {
  return (
    <ol aria-label="Enrolments" className="enrolments">
      {enrolments.map(({ callbackId, at, state, attempts, outputFields, error }) => (
        <li key={callbackId}>
          <span className={`state state-${state}`}>{state}</span>
          <time dateTime={at}>{when(at, clock).time}</time>
          <span>{attempts === 1 ? '1 attempt' : `${attempts} attempts`}</span>
          {outputFields && (
            <dl>
              {Object.entries(outputFields)
                .filter(([, value]) => value !== '')
                .map(([name, value]) => (
                  <div key={name}>
                    <dt>{name}</dt>
                    <dd>{value}</dd>
                  </div>
                ))}
            </dl>
          )}
          {error && <p role="note">{error}</p>}
        </li>
      ))}
    </ol>
  )
}
