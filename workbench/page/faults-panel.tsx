import { useId, useState } from 'react'
import { hubspotFaults, phoneNetworkFaults, type Faults } from './api.ts'
import { ask } from './ask.ts'
import { useLive } from './use-live.ts'

const words: Record<string, string> = {
  none: 'Works',
  slow: 'Slow',
  '429': 'Too many requests (429)',
  '500': 'Fails (500)',
  '500-after': 'Fails after it did the work (500)',
  hang: 'Never answers',
  reset: 'Drops the connection',
  duplicate: 'Reports everything twice',
  'out-of-order': 'Reports in the wrong order',
}

/** Makes the world behind the relay misbehave, at once and until it is put back. */
export function FaultsPanel() {
  const faults = useLive('faults', (_, signal) => ask('GET /workbench/faults', {}, undefined, signal))
  const [problem, setProblem] = useState('')
  const set = (next: Faults) => {
    ask('PUT /workbench/faults', {}, next)
      .then(() => setProblem(''))
      .catch((error: Error) => setProblem(error.message))
      .finally(faults.reload)
  }
  const now = faults.value
  if (!now) return null
  const on = now.phoneNetwork.mode !== 'none' || now.hubspot.mode !== 'none'
  return (
    <section className={`panel faults${on ? ' on' : ''}`} aria-label="Faults">
      <h2>Faults</h2>
      <Choice
        label="Phone network"
        modes={phoneNetworkFaults}
        value={now.phoneNetwork.mode}
        onChange={(mode) => set({ ...now, phoneNetwork: { mode } })}
      />
      <Choice
        label="HubSpot"
        modes={hubspotFaults}
        value={now.hubspot.mode}
        onChange={(mode) => set({ ...now, hubspot: { mode } })}
      />
      {(problem || faults.problem) && <p role="alert">{problem || faults.problem}</p>}
    </section>
  )
}

function Choice<Mode extends string>(props: {
  label: string
  modes: readonly Mode[]
  value: Mode
  onChange(mode: Mode): void
}) {
  const id = useId()
  return (
    <div className="choice">
      <label htmlFor={id}>{props.label}</label>
      <select
        id={id}
        value={props.value}
        onChange={(event) => {
          const mode = props.modes.find((one) => one === event.currentTarget.value)
          if (mode) props.onChange(mode)
        }}
      >
        {props.modes.map((mode) => (
          <option key={mode} value={mode}>
            {words[mode] ?? mode}
          </option>
        ))}
      </select>
    </div>
  )
}
