import './page.css'
import { createRoot } from 'react-dom/client'
import { LiveContext } from './live-context.ts'
import { liveEvents } from './live-events.ts'
import { Workbench } from './workbench.tsx'

const place = document.getElementById('workbench')
if (!place) throw new Error('The page has no place for the workbench')
const live = liveEvents(new EventSource('/workbench/events'))
createRoot(place).render(
  <LiveContext.Provider value={live}>
    <Workbench />
  </LiveContext.Provider>,
)
