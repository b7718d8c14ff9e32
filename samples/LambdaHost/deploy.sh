#!/usr/bin/env bash
# Builds and deploys the stack with AWS SAM. One variable sets what is built and where it runs.
# usage: ARCHITECTURE=arm64 deploy.sh STACK BUCKET SECRET_ARN PLAYLISTS [NAME=VALUE...]
#   NAME=VALUE are further parameters of template.yaml, for example Trigger=StateMachine NotificationEmail=me@example.org
set -euo pipefail
cd "$(dirname "$0")"
stack=${1:?stack}; bucket=${2:?bucket}; secret=${3:?secret ARN}; playlists=${4:?playlists, with commas between}
shift 4
architecture=${ARCHITECTURE:-$(uname -m | sed 's/aarch64/arm64/')}
./build.sh "$architecture"
sam deploy --template-file template.yaml --stack-name "$stack" --resolve-s3 --capabilities CAPABILITY_IAM \
  --parameter-overrides "BucketName=$bucket" "SpotifySecretArn=$secret" "Playlists=$playlists" "Architecture=$architecture" "$@"
