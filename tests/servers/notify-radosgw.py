#!/usr/bin/python3
"""Makes radosgw push an event for each object that is created in a bucket: a topic, and a notification per filter.

usage: notify-radosgw.py ENDPOINT KEY SECRET BUCKET PUSH_URL PREFIX:SUFFIX...
Needs: apt-get install python3-botocore. The topic is not persistent: events are pushed while the object is written.
"""
import sys

import botocore.session
from botocore.config import Config

endpoint, key, secret, bucket, push, *filters = sys.argv[1:]
session = botocore.session.get_session()


def client(name):
    return session.create_client(
        name, region_name='us-east-1', endpoint_url=endpoint, aws_access_key_id=key, aws_secret_access_key=secret,
        config=Config(s3={'addressing_style': 'path'}, retries={'max_attempts': 2}))


topic = client('sns').create_topic(Name='events-' + bucket, Attributes={'push-endpoint': push, 'persistent': 'false'})['TopicArn']
client('s3').put_bucket_notification_configuration(Bucket=bucket, NotificationConfiguration={'TopicConfigurations': [
    {
        'Id': f'filter-{i}',
        'TopicArn': topic,
        'Events': ['s3:ObjectCreated:*'],
        'Filter': {'Key': {'FilterRules': [{'Name': 'prefix', 'Value': prefix}, {'Name': 'suffix', 'Value': suffix}]}},
    }
    for i, (prefix, suffix) in enumerate(item.split(':', 1) for item in filters)
]})
print(topic)
