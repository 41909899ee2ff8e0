// Plain enough for any Node to read: it runs before everything else and says so when the Node that runs is too old.
// `npm ci` brings Node 24 where npm has it for the platform; elsewhere the machine's own Node must do.
var parts = process.versions.node.split('.').map(Number)
var major = parts[0]
var minor = parts[1]

// What the dependencies ask for: jsdom the most, with ^22.22.2 || ^24.15.0 || >=26.0.0.
var enough =
  major >= 26 || (major === 24 && minor >= 15) || (major === 22 && (minor > 22 || (minor === 22 && parts[2] >= 2)))

if (!enough) {
  console.error(
    'Homing needs Node 24.15 or newer (or 22.22.2 or newer in line 22), and this is Node ' +
      process.versions.node +
      ' on ' +
      process.platform +
      '-' +
      process.arch +
      '.\n' +
      'On Linux (x64, arm64), Windows (x64) and macOS (x64), `npm ci` brings its own: run it, and start with `npm start`,\n' +
      'not with `node`. On any other machine install Node 24 first.',
  )
  process.exit(1)
}
