#!/usr/bin/env bash
# Compiles the function ahead of time into out/bootstrap, which template.yaml deploys.
# usage: build.sh [arm64|x86_64]        the default is this machine's own: ahead-of-time code is linked by the machine's linker
# LAMBDA_FRAMEWORK=net8.0 builds the same code where the package feed has no ahead-of-time runtime pack of net10.0.
set -euo pipefail
cd "$(dirname "$0")"
machine=$(uname -m | sed 's/aarch64/arm64/')
architecture=${1:-$machine}
case $architecture in
  arm64) rid=linux-arm64 ;;
  x86_64) rid=linux-x64 ;;
  *) echo "The architecture is \"$architecture\"; expected arm64 or x86_64." >&2; exit 2 ;;
esac
if [ "$architecture" != "$machine" ]; then
  echo "This machine is $machine, and code for $architecture is linked on a machine of its own kind. Run there, or deploy with Architecture=$machine." >&2
  exit 2
fi
options=()
# clang is the default linker; gcc does as well.
command -v clang > /dev/null || options+=(-p:CppCompilerAndLinker=gcc)
rm -rf out
# Intermediate files of its own: a plain build beside it has another framework.
dotnet publish LambdaHost.csproj -c Release -r "$rid" -o out --artifacts-path ../../artifacts/lambda -p:LambdaFramework="${LAMBDA_FRAMEWORK:-net10.0}" "${options[@]}"
# Only the program is deployed; symbols stay in artifacts/.
find out -mindepth 1 ! -name bootstrap -delete
ls -l out/bootstrap
