import type { ComponentMapping } from '@remote-ui/react/host'
import { buttons } from './buttons.tsx'
import { charts } from './charts.tsx'
import { crm } from './crm.tsx'
import { dateFields } from './date-fields.tsx'
import { feedback } from './feedback.tsx'
import { fileFields } from './file-fields.tsx'
import { Form } from './form.tsx'
import { layout } from './layout.tsx'
import { numberFields } from './number-fields.tsx'
import { overlays } from './overlays.tsx'
import { pages } from './pages.tsx'
import { sections } from './sections.tsx'
import { selects } from './selects.tsx'
import { tables } from './tables.tsx'
import { tags } from './tags.tsx'
import { text } from './text.tsx'
import { textFields } from './text-fields.tsx'
import { toggles } from './toggles.tsx'

const standard = {
  ...buttons,
  ...charts,
  ...crm,
  ...dateFields,
  ...feedback,
  ...fileFields,
  Form,
  ...layout,
  ...numberFields,
  ...overlays,
  ...pages,
  ...sections,
  ...selects,
  ...tables,
  ...tags,
  ...text,
  ...textFields,
  ...toggles,
}

/** Every component an extension may use, by the name it has on the wire. */
export const hostComponents: ComponentMapping = {
  ...standard,
  // The same components with margins or padding; the shared frames read those props where they are given.
  ExperimentalAutoGrid: standard.AutoGrid,
  ExperimentalBox: standard.Box,
  ExperimentalButton: standard.Button,
  ExperimentalButtonRow: standard.ButtonRow,
  ExperimentalCheckbox: standard.Checkbox,
  ExperimentalCurrencyInput: standard.CurrencyInput,
  ExperimentalDateInput: standard.DateInput,
  ExperimentalFlex: standard.Flex,
  ExperimentalInline: standard.Inline,
  ExperimentalInput: standard.Input,
  ExperimentalLoadingButton: standard.LoadingButton,
  ExperimentalMultiSelect: standard.MultiSelect,
  ExperimentalNumberInput: standard.NumberInput,
  ExperimentalRadioButton: standard.RadioButton,
  ExperimentalSearchInput: standard.SearchInput,
  ExperimentalSelect: standard.Select,
  ExperimentalStepperInput: standard.StepperInput,
  ExperimentalTextArea: standard.TextArea,
  ExperimentalTimeInput: standard.TimeInput,
  ExperimentalToggle: standard.Toggle,
}
