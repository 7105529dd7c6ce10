# SPDX-License-Identifier: MIT
# Windows counterpart of packaging/run: makes .venv from the lock file at the first start, then starts
# Kakehashi. Written beside packaging/run and kept short on purpose; IT HAS NOT BEEN RUN on Windows yet.
#   powershell -ExecutionPolicy Bypass -File packaging\run.ps1 [any command of kakehashi]
$ErrorActionPreference = 'Stop'
$root = Split-Path -Parent $PSScriptRoot
$venv = Join-Path $root '.venv'
$python = Join-Path $venv 'Scripts\python.exe'
$program = Join-Path $venv 'Scripts\kakehashi.exe'
$stamp = Join-Path $venv '.kakehashi-ready'
$lock = Join-Path $root 'packaging\requirements.lock'

function Say([string] $text) { [Console]::Error.WriteLine("kakehashi: $text") }

function Get-Wanted {
  $hashes = $lock, (Join-Path $root 'pyproject.toml') |
    ForEach-Object { (Get-FileHash -Algorithm SHA256 -LiteralPath $_).Hash }
  return "$root`n$($hashes -join ' ')"
}

function Test-Ready {
  if (-not ((Test-Path -LiteralPath $program) -and (Test-Path -LiteralPath $stamp))) { return $false }
  return (Get-Content -LiteralPath $stamp -Raw) -eq (Get-Wanted)
}

function Invoke-Step([string] $text, [string] $command, [string[]] $arguments) {
  Say $text
  & $command @arguments | ForEach-Object { [Console]::Error.WriteLine("  $_") }
  if ($LASTEXITCODE -ne 0) { Say 'This step failed (above: why). Start again to go on.'; exit 1 }
}

function Install-Program {
  if (-not (Get-Command py -ErrorAction SilentlyContinue)) {
    Say 'Python 3.11 or later is needed. Install it for all users with its launcher "py".'
    exit 1
  }
  # One set-up at a time: a second start waits here and then finds the work done.
  $mutex = New-Object System.Threading.Mutex($false, 'Local\kakehashi-setup')
  try { [void] $mutex.WaitOne() } catch [System.Threading.AbandonedMutexException] { }
  try {
    if (Test-Ready) { return }
    if (Test-Path -LiteralPath $stamp) { Remove-Item -LiteralPath $stamp }
    elseif (Test-Path -LiteralPath $venv) { Remove-Item -LiteralPath $venv -Recurse -Force }
    if (-not (Test-Path -LiteralPath $python)) {
      Invoke-Step '[1/3] Making .venv ...' 'py' @('-3', '-m', 'venv', $venv)
    }
    $pip = @('-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--no-input')
    Invoke-Step '[2/3] Installing the libraries ...' $python `
      ($pip + @('--require-hashes', '--only-binary', ':all:', '-r', $lock))
    Invoke-Step '[3/3] Installing the program ...' $python `
      ($pip + @('--no-index', '--no-deps', '--no-build-isolation', '-e', $root))
    [IO.File]::WriteAllText($stamp, (Get-Wanted))
    Say 'Ready.'
  } finally { $mutex.ReleaseMutex() }
}

if (-not (Test-Ready)) { Install-Program }
& $program @args
exit $LASTEXITCODE
