import type { BackendCall } from '../host/backend.ts'

/** What the card asked for, and how long it took. */
export function CallList({ calls }: { calls: BackendCall[] }) {
  return (
    <details className="calls">
      <summary>{calls.length === 1 ? '1 call' : `${calls.length} calls`} to the back end</summary>
      {calls.length > 0 && (
        <table aria-label="Calls of the card">
          <thead>
            <tr>
              <th scope="col">Call</th>
              <th scope="col">Took</th>
              <th scope="col">Outcome</th>
            </tr>
          </thead>
          <tbody>
            {calls.map(({ id, kind, name, given, ms, ok }) => (
              <tr key={id}>
                <td>
                  {kind === 'serverless' ? `app function ${name}` : name} <Given value={given} />
                </td>
                <td>{ms === null ? '…' : `${ms} ms`}</td>
                <td className={ok === false ? 'bad' : ''}>{ok === null ? 'running' : ok ? 'ok' : 'failed'}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </details>
  )
}

/** As much as fits: what an app function of several calls is asked stands at its beginning. */
function Given({ value }: { value: unknown }) {
  if (value === undefined) return null
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return <code title={text}>{text.length > 90 ? `${text.slice(0, 90)}…` : text}</code>
}
