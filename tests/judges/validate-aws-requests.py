#!/usr/bin/python3
"""Judges requests to AWS by botocore's own service models.

usage: validate-aws-requests.py [FILE...] < lines
Each line is {"target": "AmazonAthena.StartQueryExecution", "body": {...}}, or {"target": "sns.Publish", "form": "Action=Publish&..."}
for a service that speaks the Query protocol; each gets one line back, "ok ..." or "BAD ...".
Exit 1 when any was bad. Needs: apt-get install python3-botocore.
"""
import json
import sys
from urllib.parse import parse_qsl

import botocore.session
from botocore.model import ServiceModel
from botocore.serialize import create_serializer
from botocore.validate import ParamValidator

SERVICES = {'AmazonAthena': 'athena', 'AWSGlue': 'glue', 'AWSStepFunctions': 'stepfunctions', 'secretsmanager': 'secretsmanager'}
loader = botocore.session.Session().get_component('data_loader')
models = {}


def model_of(prefix):
    service = SERVICES.get(prefix)
    if service is None:
        return None
    if service not in models:
        model = ServiceModel(loader.load_service_model(service, 'service-2'), service)
        models[service] = model if model.metadata['targetPrefix'] == prefix else None
    return models[service]


def strays(shape, value, path=''):
    """What ParamValidator lets pass: members that a nested structure does not have, values that an enum does not have, and texts and lists beyond their limits."""
    if value is None:
        yield f'{path}: null'
    elif shape.type_name == 'structure':
        for name, member in value.items():
            if name in shape.members:
                yield from strays(shape.members[name], member, f'{path}.{name}')
            else:
                yield f'{path}.{name}: no such member'
    elif shape.type_name == 'list':
        if 'max' in shape.metadata and len(value) > shape.metadata['max']:
            yield f'{path}: {len(value)} entries, at most {shape.metadata["max"]}'
        for i, member in enumerate(value):
            yield from strays(shape.member, member, f'{path}[{i}]')
    elif shape.type_name == 'map':
        for name, member in value.items():
            yield from strays(shape.value, member, f'{path}[{name}]')
    elif shape.type_name == 'string':
        if getattr(shape, 'enum', None) and value not in shape.enum:
            yield f'{path}: {value!r} is not one of {shape.enum}'
        if 'max' in shape.metadata and len(value) > shape.metadata['max']:
            yield f'{path}: {len(value)} characters, at most {shape.metadata["max"]}'


def unfold(shape, form, prefix=''):
    """The parameters that a form of the Query protocol stands for."""
    if shape.type_name == 'structure':
        found = {name: unfold(member, form, f'{prefix}.{name}' if prefix else name) for name, member in shape.members.items()}
        return {name: value for name, value in found.items() if value not in (None, {}, [])}
    if shape.type_name == 'map':
        entries = {}
        for i in range(1, 100):
            key = form.get(f'{prefix}.entry.{i}.Name')
            if key is None:
                break
            entries[key] = unfold(shape.value, form, f'{prefix}.entry.{i}.Value')
        return entries
    return form.get(prefix)


def form_problems(request):
    service, _, operation = request['target'].partition('.')
    model = ServiceModel(loader.load_service_model(service, 'service-2'), service)
    form = dict(parse_qsl(request['form'], keep_blank_values=True, strict_parsing=True))
    if operation not in model.operation_names:
        return ['no such operation']
    operation = model.operation_model(operation)
    body = unfold(operation.input_shape, form)
    report = ParamValidator().validate(body, operation.input_shape)
    if report.has_errors():
        return [report.generate_report()]
    wanted = create_serializer('query').serialize_to_request(body, operation)['body']
    return list(strays(operation.input_shape, body)) + [f'{name}: {form.get(name)!r}, botocore writes {wanted.get(name)!r}' for name in sorted(form.keys() | wanted.keys()) if form.get(name) != wanted.get(name)]


def problems(request):
    if 'form' in request:
        return form_problems(request)
    prefix, _, operation = request['target'].partition('.')
    model = model_of(prefix)
    if model is None:
        return [f'no service with the target prefix {prefix}']
    if operation not in model.operation_names:
        return ['no such operation']
    shape = model.operation_model(operation).input_shape
    report = ParamValidator().validate(request['body'], shape)
    return ([report.generate_report()] if report.has_errors() else []) + list(strays(shape, request['body']))


bad = 0
sources = [open(name, encoding='utf-8') for name in sys.argv[1:]] or [sys.stdin]
for source in sources:
    while line := source.readline():
        if not line.strip():
            continue
        request = json.loads(line)
        found = problems(request)
        bad += bool(found)
        print(' '.join((('BAD ' if found else 'ok ') + request['target'] + ' ' + '; '.join(found)).split()), flush=True)
sys.exit(1 if bad else 0)
