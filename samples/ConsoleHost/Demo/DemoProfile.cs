namespace ConsoleHost.Demo;

/// <summary>The class of app that the simulated Spotify takes the demo for.</summary>
internal enum DemoProfile
{
    Extended,
    Grandfathered,
    Restricted,
}
